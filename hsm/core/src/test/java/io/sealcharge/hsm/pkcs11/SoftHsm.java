package io.sealcharge.hsm.pkcs11;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.PinSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A fresh SoftHSM token for a test, below the build folder. The pom points SOFTHSM2_CONF there. */
final class SoftHsm {
    static final char[] SO_PIN = "12345678".toCharArray();
    static final String USER_PIN = "87654321";

    private static final AtomicInteger tokens = new AtomicInteger();

    final String label = "core-" + tokens.incrementAndGet();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final AtomicInteger pinReads = new AtomicInteger();
    volatile String pin = USER_PIN;

    static SoftHsm fresh() throws IOException {
        configure();
        SoftHsm token = new SoftHsm();
        Pkcs11Tokens.initialise(HsmConfig.defaults(library(), token.label), SO_PIN, USER_PIN.toCharArray());
        return token;
    }

    static Path library() {
        return Stream.of(
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib64/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("SoftHSM is not installed (apt-get install softhsm2)"));
    }

    PinSource pinSource() {
        return () -> {
            pinReads.incrementAndGet();
            return pin.toCharArray();
        };
    }

    Pkcs11Hsm open() {
        return Pkcs11Hsm.open(config(0, 200), pinSource(), metrics);
    }

    Pkcs11Hsm open(HsmConfig config) {
        return Pkcs11Hsm.open(config, pinSource(), metrics);
    }

    HsmConfig config(long recycleAfterOperations, int reinitialiseIntervalMs) {
        return new HsmConfig(
                "softhsm",
                Map.of("softhsm", library()),
                label,
                null,
                4,
                2,
                16,
                2,
                64,
                500,
                2_000,
                recycleAfterOperations,
                null,
                reinitialiseIntervalMs);
    }

    private static void configure() throws IOException {
        String named = System.getenv("SOFTHSM2_CONF");
        if (named == null) {
            throw new IllegalStateException("SOFTHSM2_CONF must name a file below the build folder, as the pom does");
        }
        Path conf = Path.of(named);
        if (tokens.get() > 0) {
            return;
        }
        Path folder = conf.resolveSibling("tokens-" + ProcessHandle.current().pid());
        Files.createDirectories(folder);
        folder.toFile().deleteOnExit();
        Files.writeString(
                conf, "directories.tokendir = " + folder + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    }
}
