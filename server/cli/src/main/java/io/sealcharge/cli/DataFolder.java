package io.sealcharge.cli;

import io.sealcharge.hsm.officer.KeySetup;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which {@code ./run} keeps everything that belongs to a platform on this machine, and what stands where
 * in it.
 */
public record DataFolder(Path root) {
    /** The channel that {@code ./run} makes. */
    public static final String DEMO_CHANNEL = "demo";

    /** The operator's client that {@code ./run} makes. */
    public static final String DEMO_OPERATOR = "operator";

    /** Property by which the scripts name the folder. */
    private static final String PROPERTY = "sealcharge.data";

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** The folder that the script was told, if it has been set up. */
    public static Optional<DataFolder> found() {
        return named().filter(folder -> Files.isRegularFile(folder.marker()));
    }

    /** The folder that the script was told. */
    public static Optional<DataFolder> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(DataFolder::new);
    }

    /** Says that this is such a folder: what has none is neither used nor deleted. */
    public Path marker() {
        return root.resolve("SEALCHARGE-DATA");
    }

    public Path config() {
        return root.resolve("config.yaml");
    }

    public Path catalogue() {
        return root.resolve("catalogue.yaml");
    }

    public Path token() {
        return root.resolve("token");
    }

    /** Where SoftHSM reads which folder its tokens are in. */
    public Path softHsmConfig() {
        return token().resolve("softhsm2.conf");
    }

    /** Where the set-up of the server's token keeps PINs, manifest and terminals' pins. */
    public Path keys() {
        return root.resolve("hsm");
    }

    public Path userPin() {
        return keys().resolve(KeySetup.USER_PIN);
    }

    public Path keyManifest() {
        return keys().resolve(KeySetup.MANIFEST);
    }

    /** The platform's envelope-signing keys, for terminals. */
    public Path pins() {
        return keys().resolve(KeySetup.ENVELOPE_PINS);
    }

    /** What {@link #keys} is for the officers' token. The platform reads nothing in it. */
    public Path officers() {
        return root.resolve("officers");
    }

    /** Virtual cards, one file each. */
    public Path cards() {
        return root.resolve("cards");
    }

    /** The register of cards' certificates. */
    public Path certificates() {
        return cards().resolve("certificates");
    }

    public Path database() {
        return root.resolve("db");
    }

    public Path logs() {
        return root.resolve("log");
    }

    public Path log() {
        return logs().resolve("sealcharge.log");
    }

    public Path runRecord() {
        return root.resolve("run.json");
    }

    /** Written by the platform when it is ready, deleted when it stops. */
    public Path readyFile() {
        return root.resolve("ready.json");
    }

    public Path demoChannelKey() {
        return root.resolve("channel").resolve(DEMO_CHANNEL + ".jwk");
    }

    /** The private key of the operator's client. */
    public Path operatorKey() {
        return root.resolve("channel").resolve(DEMO_OPERATOR + ".jwk");
    }

    /** The store of {@code ./sealcharge terminal}. */
    public Path terminal() {
        return root.resolve("terminal");
    }

    /** Deletes it. The marker goes last, so that an interrupted deletion can be repeated. A link goes without what it points to. */
    public void delete() throws IOException {
        Path real = root.toRealPath();
        Path last = real.resolve(marker().getFileName());
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(last)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!folder.equals(real)) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Files.delete(last);
        Files.delete(real);
    }
}
