package io.sealcharge.card.simulator;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the content of cells: numbers and lengths of two bytes, big-endian; an absent array has the length FFFF. */
final class CellWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

    void number(short value) {
        out.write(value >> 8);
        out.write(value);
    }

    void bytes(byte[] value) {
        out.write(value, 0, value.length);
    }

    void optionalBytes(byte @Nullable [] value) {
        number((short) (value == null ? -1 : value.length));
        if (value != null) {
            bytes(value);
        }
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
