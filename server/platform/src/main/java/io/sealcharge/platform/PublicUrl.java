package io.sealcharge.platform;

import io.sealcharge.platform.config.Settings;

/** The URL by which callers reach the platform; its port may be known only once the server listens. */
final class PublicUrl {
    private final Settings.Http settings;
    private volatile int port;

    PublicUrl(Settings.Http settings) {
        this.settings = settings;
        this.port = settings.port();
    }

    void listening(int actualPort) {
        port = actualPort;
    }

    String text() {
        String fixed = settings.publicUrl();
        if (fixed != null) {
            return fixed;
        }
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return (settings.tls() == null ? "http" : "https") + "://" + host + ":" + port;
    }

    /** An audience that client assertions may name. */
    String tokenEndpoint() {
        return text() + "/oauth2/token";
    }
}
