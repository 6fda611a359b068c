package io.sealcharge.card.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a card.
 *
 * @param data at most 256 bytes
 * @param sw the status word, two bytes
 */
public record ResponseApdu(byte[] data, int sw) {
    public static final int MAX_DATA = 256;

    private static final int STATUS_BYTES = 2;

    public ResponseApdu {
        if (data.length > MAX_DATA) {
            throw new MalformedCardDataException("a short answer has at most " + MAX_DATA + " bytes of data");
        }
        if ((sw & ~0xFFFF) != 0) {
            throw new IllegalArgumentException("a status word has two bytes");
        }
        data = data.clone();
    }

    public static ResponseApdu of(StatusWord word) {
        return new ResponseApdu(new byte[0], word.code());
    }

    public static ResponseApdu done(byte[] data) {
        return new ResponseApdu(data, StatusWord.DONE.code());
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    public boolean isDone() {
        return sw == StatusWord.DONE.code();
    }

    public byte[] encode() {
        byte[] bytes = Arrays.copyOf(data, data.length + STATUS_BYTES);
        bytes[data.length] = (byte) (sw >> 8);
        bytes[data.length + 1] = (byte) sw;
        return bytes;
    }

    /** @throws MalformedCardDataException if there is no status word or too much data */
    public static ResponseApdu decode(byte[] bytes) {
        int length = bytes.length - STATUS_BYTES;
        if (length < 0) {
            throw new MalformedCardDataException("an answer ends in a status word");
        }
        return new ResponseApdu(Arrays.copyOf(bytes, length), (bytes[length] & 0xFF) << 8 | (bytes[length + 1] & 0xFF));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResponseApdu that && sw == that.sw && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * sw + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "%04X, %d bytes".formatted(sw, data.length);
    }
}
