package io.sealcharge.platform.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database password: never printed. */
public final class DatabasePassword {
    private final String value;

    private DatabasePassword(String value) {
        this.value = value;
    }

    public static DatabasePassword of(String value) {
        return new DatabasePassword(value);
    }

    /**
     * Reads the password from a file; white space around it does not count.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static DatabasePassword from(Path file) {
        try {
            return new DatabasePassword(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the database password from " + file, e);
        }
    }

    /** The password itself, for the drivers alone. */
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
