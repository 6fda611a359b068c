package io.sealcharge.hsm.officer;

import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A PIN in a file of mode 0600. */
final class PinFile {
    /** Digits and letters that are not mistaken for one another: 5 bits each. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 24;

    private final Path file;

    PinFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    Path path() {
        return file;
    }

    /** Puts a random PIN of 120 bits there. */
    void make(SecureRandom random) throws IOException {
        try (Secret pin = Secret.owning(new byte[LENGTH])) {
            for (int i = 0; i < LENGTH; i++) {
                pin.bytes()[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            }
            DurableFile.write(file, pin.bytes(), DurableFile.OWNER_ONLY);
        }
    }

    PinSource source() {
        return PinSource.ofFile(file);
    }
}
