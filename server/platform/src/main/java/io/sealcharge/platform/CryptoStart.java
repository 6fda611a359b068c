package io.sealcharge.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.envelope.CryptoProvider;
import io.sealcharge.platform.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses whose cryptography is used outside the HSM; before all else, since what was made before keeps its own. */
final class CryptoStart {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoStart.class);

    private CryptoStart() {}

    /** @throws StartFailure if the one that the settings insist on does not load */
    static CryptoProvider run(Settings.Crypto settings) {
        switch (settings.provider()) {
            case CORRETTO -> insistOnCorretto();
            case JDK -> CryptoProvider.JDK.use();
            case AUTO -> preferCorretto();
        }
        CryptoProvider chosen = CryptoProvider.current();
        LOG.atInfo()
                .setMessage("cryptography outside the HSM")
                .addKeyValue("provider", chosen.label())
                .log();
        return chosen;
    }

    private static void insistOnCorretto() {
        try {
            CryptoProvider.CORRETTO.use();
        } catch (IllegalStateException doesNotLoad) {
            throw new StartFailure(
                    ExitCode.CONFIGURATION,
                    "crypto.provider is corretto, but " + doesNotLoad.getMessage() + "; auto would take the JDK's",
                    doesNotLoad);
        }
    }

    private static void preferCorretto() {
        try {
            CryptoProvider.CORRETTO.use();
        } catch (IllegalStateException doesNotLoad) {
            CryptoProvider.JDK.use();
            LOG.warn("{}; the JDK's serves, which is slower", doesNotLoad.getMessage());
        }
    }

    static void show(CryptoProvider chosen, MeterRegistry meters) {
        Gauge.builder("sealcharge.crypto.provider", () -> 1)
                .description("1 for the one whose cryptography is used outside the HSM")
                .tag("provider", chosen.label())
                .register(meters);
    }
}
