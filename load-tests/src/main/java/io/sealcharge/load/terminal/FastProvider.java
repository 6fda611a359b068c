package io.sealcharge.load.terminal;

import io.sealcharge.envelope.CryptoProvider;
import java.security.Provider;
import java.security.Security;

/** The Corretto provider for this process, where it loads: terminals must cost less than what they measure. */
public final class FastProvider {
    private FastProvider() {}

    /**
     * Puts it before the JDK's.
     *
     * @return what serves from now on, with its version
     */
    public static String install() {
        try {
            CryptoProvider.CORRETTO.use();
        } catch (IllegalStateException doesNotLoad) {
            return "JDK " + Runtime.version();
        }
        Provider corretto = Security.getProviders()[0];
        return corretto.getName() + " " + corretto.getVersionStr();
    }
}
