package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.Sealcharge;
import io.sealcharge.cli.UsageException;
import io.sealcharge.cli.hsm.TokenLabels;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.TokenOwner;
import io.sealcharge.hsm.officer.KeySetup;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * Makes what a data folder lacks: the server's token and the officers', with their keys, a demo channel, an operator, catalogue and configuration. What is there stays as it
 * is, an edited file too.
 */
final class Preparation {
    private final DataFolder data;
    private final Path softHsm;

    /** @param softHsm the library */
    Preparation(DataFolder data, Path softHsm) {
        this.data = data;
        this.softHsm = softHsm;
    }

    void run(PhaseLog phases) throws Exception {
        claimFolder();
        if (!KeySetup.complete(TokenOwner.SERVER, data.keys())
                || !KeySetup.complete(TokenOwner.OFFICERS, data.officers())) {
            phases.run("tokens and keys made", this::makeKeys);
        }
        if (!Files.exists(data.catalogue()) || !Files.exists(data.config())) {
            phases.run("demo channel, operator, products, settings", this::makeSettings);
        }
    }

    /** A folder of something else is never taken over. */
    private void claimFolder() throws IOException {
        Path root = data.root();
        if (!Files.exists(data.marker())) {
            if (Files.exists(root) && !isEmpty(root)) {
                throw new UsageException(root + " is not empty and was not made by ./run: choose another folder");
            }
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(
                    data.marker(), "Everything in this folder belongs to ./run, and ./run reset deletes it.\n");
        }
        Files.createDirectories(data.logs());
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private Void makeKeys() throws IOException, InterruptedException {
        Path tokens = data.token().resolve("tokens");
        Files.createDirectories(tokens);
        Files.setPosixFilePermissions(data.token(), PosixFilePermissions.fromString("rwx------"));
        write(data.softHsmConfig(), """
                directories.tokendir = %s
                objectstore.backend = file
                log.level = ERROR
                slots.removable = false
                """.formatted(tokens));
        // The tokens in this folder are nobody else's: a key that an interrupted set-up left is ours.
        HsmConfig token = HsmConfig.defaults(softHsm, TokenLabels.of(TokenOwner.SERVER));
        new KeySetup(TokenOwner.SERVER, token, data.keys(), progress -> {})
                .adoptingLeftovers()
                .run();
        makeOfficersKeys();
        return null;
    }

    /** In a process of its own, so that the one that becomes the server has never known the officers' PIN. */
    private void makeOfficersKeys() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sealcharge.class.getName(),
                        "hsm",
                        "setup",
                        "--owner=officers",
                        "--adopt",
                        "--library=" + softHsm,
                        "--folder=" + data.officers())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the officers' token was not set up: " + said.strip());
        }
    }

    private Void makeSettings() throws IOException {
        ChannelCredentials channel = client(DataFolder.DEMO_CHANNEL, data.demoChannelKey());
        ChannelCredentials operator = client(DataFolder.DEMO_OPERATOR, data.operatorKey());
        if (!Files.exists(data.catalogue())) {
            write(
                    data.catalogue(),
                    template("catalogue.yaml")
                            .replace("@channelKey@", channel.publicJwkJson())
                            .replace("@operatorKey@", operator.publicJwkJson()));
        }
        if (!Files.exists(data.config())) {
            write(data.config(), template("config.yaml").replace("@softhsm@", softHsm.toString()));
        }
        return null;
    }

    private static ChannelCredentials client(String id, Path key) throws IOException {
        if (Files.exists(key)) {
            return ChannelCredentials.load(id, key);
        }
        Files.createDirectories(key.getParent());
        ChannelCredentials made = ChannelCredentials.generate(id);
        made.save(key);
        return made;
    }

    private static String template(String name) throws IOException {
        try (var stream = Preparation.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Whole or not at all, as an interrupted start goes on later. */
    private static void write(Path file, String text) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
