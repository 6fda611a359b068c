package io.sealcharge.card.link;

import io.sealcharge.card.protocol.MalformedCardDataException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A card's answer to reset (ISO/IEC 7816-3, 8), as the reader reports it.
 *
 * @param bytes 2 to 33
 */
public record Atr(byte[] bytes) {
    private static final int MIN_BYTES = 2;
    private static final int MAX_BYTES = 33;

    /** @throws MalformedCardDataException if it is shorter or longer */
    public Atr {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new MalformedCardDataException("an answer to reset has 2 to 33 bytes");
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Atr that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
