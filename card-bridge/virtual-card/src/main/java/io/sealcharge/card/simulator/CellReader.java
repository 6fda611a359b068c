package io.sealcharge.card.simulator;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CellWriter} wrote. */
final class CellReader {
    private final ByteBuffer in;

    CellReader(byte[] content) {
        in = ByteBuffer.wrap(content);
    }

    short number() {
        return in.getShort();
    }

    void bytesInto(byte[] value) {
        in.get(value);
    }

    byte @Nullable [] optionalBytes() {
        short length = number();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    void end() {
        if (in.hasRemaining()) {
            throw new IllegalStateException("the card's memory is longer than its layout");
        }
    }
}
