package io.sealcharge.envelope;

import java.util.Arrays;

/** What a stock file holds, in the clear: never printed, wiped when closed. */
public final class StockContent implements AutoCloseable {
    private final byte[] bytes;

    StockContent(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The text itself and no copy: zeros once this is closed. */
    public byte[] bytes() {
        return bytes;
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
