package io.sealcharge.card.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A short command APDU (ISO/IEC 7816-3, 12.1).
 *
 * @param cla class, one byte
 * @param ins instruction, one byte
 * @param p1 one byte
 * @param p2 one byte
 * @param data at most 255 bytes, maybe none
 * @param expectsAnswer whether Le follows, which is then 00: as much as there is
 */
public record CommandApdu(int cla, int ins, int p1, int p2, byte[] data, boolean expectsAnswer) {
    public static final int MAX_DATA = 255;

    private static final int HEADER = 4;

    public CommandApdu {
        if (((cla | ins | p1 | p2) & ~0xFF) != 0) {
            throw new IllegalArgumentException("header fields have one byte");
        }
        if (data.length > MAX_DATA) {
            throw new IllegalArgumentException("a short APDU has at most " + MAX_DATA + " bytes of data");
        }
        data = data.clone();
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    public byte[] encode() {
        int lc = data.length == 0 ? 0 : 1;
        byte[] apdu = new byte[HEADER + lc + data.length + (expectsAnswer ? 1 : 0)];
        apdu[0] = (byte) cla;
        apdu[1] = (byte) ins;
        apdu[2] = (byte) p1;
        apdu[3] = (byte) p2;
        if (lc != 0) {
            apdu[HEADER] = (byte) data.length;
            System.arraycopy(data, 0, apdu, HEADER + 1, data.length);
        }
        return apdu;
    }

    /**
     * Reads the four cases of a short APDU; the value of Le is not kept.
     *
     * @throws MalformedCardDataException if it is shorter than a header, extended, or its length is not what Lc says
     */
    public static CommandApdu decode(byte[] apdu) {
        if (apdu.length < HEADER) {
            throw new MalformedCardDataException("an APDU has at least 4 bytes");
        }
        byte[] data = {};
        boolean le = apdu.length == HEADER + 1;
        if (apdu.length > HEADER + 1) {
            int lc = apdu[HEADER] & 0xFF;
            int rest = apdu.length - HEADER - 1 - lc;
            if (lc == 0 || rest < 0 || rest > 1) {
                throw new MalformedCardDataException("Lc must say how many bytes follow");
            }
            data = Arrays.copyOfRange(apdu, HEADER + 1, HEADER + 1 + lc);
            le = rest == 1;
        }
        return new CommandApdu(apdu[0] & 0xFF, apdu[1] & 0xFF, apdu[2] & 0xFF, apdu[3] & 0xFF, data, le);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CommandApdu that
                && cla == that.cla
                && ins == that.ins
                && p1 == that.p1
                && p2 == that.p2
                && expectsAnswer == that.expectsAnswer
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    /** The header only: data may hold a PIN. */
    @Override
    public String toString() {
        return "%02X %02X %02X %02X, %d bytes".formatted(cla, ins, p1, p2, data.length);
    }
}
