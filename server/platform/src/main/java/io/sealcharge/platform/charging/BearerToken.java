package io.sealcharge.platform.charging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the charging system knows the platform by (RFC 6750): never printed. */
public final class BearerToken {
    private final String value;

    private BearerToken(String value) {
        this.value = value;
    }

    /**
     * Reads the token from a file; white space around it does not count.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static BearerToken from(Path file) {
        try {
            return new BearerToken(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the charging system's credential from " + file, e);
        }
    }

    /** The value of an Authorization header. */
    String header() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
