package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether the settings are those that a platform started with. */
final class Fingerprint {
    private static final String OVERRIDE = "SEALCHARGE_";

    private Fingerprint() {}

    /** Of the files and of the environment's overrides; the port is compared by itself. */
    static String of(DataFolder data, Map<String, String> environment) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : List.of(data.config(), data.catalogue())) {
            digest.update(Files.readAllBytes(file));
            digest.update((byte) 0);
        }
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(OVERRIDE) && !name.equals(Start.PORT_OVERRIDE)) {
                digest.update((name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8));
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
