package io.sealcharge.hsm.testkit;

import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.pkcs11.Pkcs11Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fresh SoftHSM tokens. SoftHSM reads its configuration from the file that the environment variable
 * {@code SOFTHSM2_CONF} names; the pom of a module with such tests sets it to a file under {@code target}, which is
 * written here.
 */
public final class SoftHsmFixture {
    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
            Path.of("/usr/local/lib/softhsm/libsofthsm2.so"));

    private static @Nullable Path tokenFolder;

    private SoftHsmFixture() {}

    /** @throws IllegalStateException if SoftHSM is not installed; the message says how to install it */
    public static Path library() {
        return USUAL_PLACES.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "SoftHSM is not installed: apt-get install softhsm2 (looked for " + USUAL_PLACES + ")"));
    }

    /** SoftHSM with its configuration written and no token made: for tests of what makes tokens itself. */
    public static Path configuredLibrary() {
        tokenFolder();
        return library();
    }

    /** Makes a token with random PINs. */
    public static SoftHsmToken newToken() {
        return newToken(library());
    }

    /** @param library SoftHSM, or a module that forwards to it */
    public static synchronized SoftHsmToken newToken(Path library) {
        Path all = tokenFolder();
        List<Path> before = SoftHsmToken.foldersIn(all);
        HsmConfig config = HsmConfig.defaults(library, "kit-" + random(6));
        String soPin = random(12);
        String userPin = random(12);
        Pkcs11Tokens.initialise(config, soPin.toCharArray(), userPin.toCharArray());
        Path made = SoftHsmToken.foldersIn(all).stream()
                .filter(folder -> !before.contains(folder))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("SoftHSM keeps its new token elsewhere than in " + all));
        return new SoftHsmToken(config, userPin, soPin, made);
    }

    /** Where SoftHSM keeps its tokens, one folder each; made empty when a JVM first asks for it. */
    static synchronized Path tokenFolder() {
        if (tokenFolder == null) {
            String configuration = System.getenv("SOFTHSM2_CONF");
            if (configuration == null) {
                throw new IllegalStateException("the environment variable SOFTHSM2_CONF is not set: "
                        + "set it for surefire in the module's pom, as hsm/testkit does");
            }
            Path conf = Path.of(configuration).toAbsolutePath();
            Path folder = conf.resolveSibling("tokens");
            try {
                Folders.delete(folder);
                Files.createDirectories(folder);
                Files.writeString(conf, """
                        directories.tokendir = %s
                        objectstore.backend = file
                        log.level = ERROR
                        slots.removable = false
                        """.formatted(folder));
            } catch (IOException e) {
                throw new UncheckedIOException("SoftHSM cannot be configured by " + conf, e);
            }
            tokenFolder = folder;
        }
        return tokenFolder;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
