package io.sealcharge.load.capacity;

import io.sealcharge.cli.run.AccessToken;
import io.sealcharge.platform.http.token.AccessTokenVerifier;
import io.sealcharge.terminal.ChannelCredentials;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;

/** The check of an access token that has been seen before. */
final class TokenParts {
    private final Stint stint;

    TokenParts(Stint stint) {
        this.stint = stint;
    }

    void measure(URI platform, ChannelCredentials channel, String issuer, int remembered, Map<Part, Double> us)
            throws Exception {
        String token = AccessToken.fetch(platform, channel);
        String keys;
        try (HttpClient http = HttpClient.newHttpClient()) {
            keys = http.send(
                            HttpRequest.newBuilder(platform.resolve("/.well-known/jwks.json"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
        AccessTokenVerifier verifier = new AccessTokenVerifier(issuer, () -> keys, InstantSource.system(), remembered);
        us.put(Part.TOKEN, stint.us(() -> verifier.verify(token)));
    }
}
