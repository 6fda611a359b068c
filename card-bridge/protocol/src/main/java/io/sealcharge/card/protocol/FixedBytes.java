package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes of one length, compared and printed as a value. */
public abstract sealed class FixedBytes
        permits CardId,
                CardSignature,
                Challenge,
                EncodedPoint,
                IssuerId,
                Nonce,
                OperationDigest,
                OperationId,
                SerialNumber {
    private final byte[] bytes;

    /** @throws MalformedCardDataException if there are more or fewer bytes */
    FixedBytes(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new MalformedCardDataException("must be " + length + " bytes");
        }
        this.bytes = bytes.clone();
    }

    static byte[] fromHex(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException notHex) {
            throw new MalformedCardDataException("must be hexadecimal");
        }
    }

    public final byte[] bytes() {
        return bytes.clone();
    }

    /** Whether all bytes are zero, which stands for "none". */
    final boolean isZero() {
        int any = 0;
        for (byte each : bytes) {
            any |= each;
        }
        return any == 0;
    }

    final byte first() {
        return bytes[0];
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof FixedBytes that && getClass() == that.getClass() && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal, lower case. */
    @Override
    public final String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
