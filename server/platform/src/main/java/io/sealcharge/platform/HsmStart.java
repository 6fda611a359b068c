package io.sealcharge.platform;

import static io.sealcharge.platform.ExitCode.HSM;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmExecutor;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.PooledHsmExecutor;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.keys.HsmKeys;
import io.sealcharge.platform.keys.KeySnapshot;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgKeyVersions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the token, takes the keys that the database knows into use and tests each by use. */
final class HsmStart {
    private static final Logger LOG = LoggerFactory.getLogger(HsmStart.class);
    private static final int REINITIALISE_INTERVAL_MS = 30_000;

    private final Site site;
    private final Consumer<ExitCode> end;

    HsmStart(Site site, Consumer<ExitCode> end) {
        this.site = site;
        this.end = end;
    }

    /** The token in use: its keys for the use cases, its executor for the self-test. */
    record Opened(HsmExecutor executor, HsmKeys keys) {}

    Opened run(Database database, SecureRandom random) {
        Settings.HsmModule settings = site.settings().hsm();
        HsmExecutor executor = site.phases().run("hsm", HSM, () -> open(settings));
        KeySnapshot snapshot = site.phases().run("keys", HSM, () -> {
            KeyManifest manifest = KeyManifest.read(settings.keyManifest());
            PgKeyVersions versions = new PgKeyVersions(database);
            Site.await(versions.add(manifest.descriptions()));
            return KeySnapshot.of(Site.await(versions.active()));
        });
        site.phases()
                .run(
                        "hsm self-test",
                        HSM,
                        () -> executor.submit(hsm -> {
                                    hsm.use(snapshot.keys());
                                    hsm.selfTest();
                                    return true;
                                })
                                .toCompletableFuture()
                                .get(2L * settings.callTimeoutMs(), TimeUnit.MILLISECONDS));
        Settings.RechargeKeys recharge = site.settings().recharge();
        boolean pooled = recharge.key() == Settings.RechargeKeys.KeySource.POOLED;
        boolean shared = recharge.key() == Settings.RechargeKeys.KeySource.WINDOW;
        HsmKeys inUse = new HsmKeys(
                executor,
                snapshot,
                random,
                new HsmKeys.Settings(
                        site.settings().issuer(),
                        pooled ? recharge.poolSize() : 0,
                        shared ? Duration.ofMillis(recharge.windowMs()) : Duration.ZERO));
        inUse.start();
        return new Opened(executor, inUse);
    }

    private HsmExecutor open(Settings.HsmModule settings) {
        MeterRegistry meters = site.metrics().registry();
        Hsm hsm = Pkcs11Hsm.open(config(settings), PinSource.ofFile(settings.pinFile()), meters);
        site.parts().add("hsm", hsm::close);
        LOG.atInfo()
                .setMessage("token open")
                .addKeyValue("label", hsm.token().label())
                .addKeyValue("serial", hsm.token().serialNumber())
                .addKeyValue("model", hsm.token().model())
                .addKeyValue("profile", hsm.token().profile())
                .log();
        HsmExecutor executor = new PooledHsmExecutor(
                hsm,
                settings.threads(),
                settings.queue(),
                Duration.ofMillis(settings.callTimeoutMs()),
                meters,
                () -> end.accept(ExitCode.HSM_EXHAUSTED));
        site.parts().add("hsm calls", executor::close);
        return executor;
    }

    private static HsmConfig config(Settings.HsmModule settings) {
        return new HsmConfig(
                settings.module(),
                settings.modules(),
                settings.tokenLabel(),
                settings.tokenSerial(),
                settings.sessions(),
                settings.keepers(),
                settings.keysPerKeeper(),
                settings.threads(),
                settings.queue(),
                settings.borrowTimeoutMs(),
                settings.callTimeoutMs(),
                settings.recycleAfterOperations(),
                null,
                REINITIALISE_INTERVAL_MS);
    }
}
