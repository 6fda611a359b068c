package io.sealcharge.hsm;

import java.util.Arrays;

/** Secret bytes: never printed, wiped when closed. */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes ownership of {@code bytes}: they are wiped when this is closed. */
    public static Secret owning(byte[] bytes) {
        return new Secret(bytes);
    }

    /** The bytes themselves, not a copy; valid until {@link #close()}. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "***";
    }
}
