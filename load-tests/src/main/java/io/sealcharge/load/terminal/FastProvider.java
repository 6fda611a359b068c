package io.sealcharge.load.terminal;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
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
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        if (corretto.getLoadingError() != null) {
            return "JDK " + Runtime.version();
        }
        Security.insertProviderAt(corretto, 1);
        return corretto.getName() + " " + corretto.getVersionStr();
    }
}
