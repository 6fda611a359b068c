package io.sealcharge.envelope;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose implementations of Java's cryptography (JCA) this process uses. Corretto's results are the JDK's, and on P-256 it
 * needs a tenth of the time; but it is native code, which does not load everywhere.
 */
public enum CryptoProvider {
    /** The Amazon Corretto Crypto Provider for all that it implements, and the JDK's for the rest. */
    CORRETTO,
    /** The JDK's alone. */
    JDK;

    private static final String CORRETTOS_NAME = "AmazonCorrettoCryptoProvider";
    private static final int FIRST = 1;

    /** The one that is asked first now. */
    public static CryptoProvider current() {
        return Security.getProviders()[0].getName().equals(CORRETTOS_NAME) ? CORRETTO : JDK;
    }

    /**
     * Uses this one from now on. Random generators and ciphers that were made before stay what they are.
     *
     * @throws IllegalStateException with the reason if it does not load here; then nothing has changed
     */
    public void use() {
        if (this == CORRETTO) {
            Provider corretto = corretto();
            Security.removeProvider(corretto.getName());
            Security.insertProviderAt(corretto, FIRST);
        } else {
            Security.removeProvider(CORRETTOS_NAME);
        }
    }

    private static Provider corretto() {
        Throwable fault;
        try {
            fault = Corretto.fault();
        } catch (LinkageError notThere) {
            throw new IllegalStateException("the Corretto provider is not there: " + notThere.getMessage(), notThere);
        }
        if (fault != null) {
            throw new IllegalStateException("the Corretto provider does not load: " + fault.getMessage(), fault);
        }
        return Corretto.provider();
    }

    /** Apart, because whoever has left the provider's jar out cannot load this class. */
    private static final class Corretto {
        static @Nullable Throwable fault() {
            return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        }

        static Provider provider() {
            return AmazonCorrettoCryptoProvider.INSTANCE;
        }
    }

    /** As in settings and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
