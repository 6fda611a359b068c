package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * BER-TLV in the one form that the card protocol has: tags of one byte, lengths in the fewest bytes, fields in one order. So a reader knows each
 * field's tag and length before it looks, and whatever differs is refused.
 */
final class Tlv {
    private static final byte LONG_FORM = (byte) 0x81;
    private static final short SHORT_FORM_MOST = 0x7F;
    private static final short HEADER = 2;
    private static final short LONG_HEADER = 3;

    private Tlv() {}

    /**
     * Expects a primitive field of at most 127 bytes.
     *
     * @return where its value begins
     */
    static short expect(byte[] from, short at, short end, byte tag, short length) {
        short value = (short) (at + HEADER);
        require(value <= end
                && (short) (end - value) >= length
                && from[at] == tag
                && from[(short) (at + 1)] == (byte) length);
        return value;
    }

    /** Expects a header whose length takes two bytes, {@code 81 80} to {@code 81 FF}. */
    static short expectLong(byte[] from, short at, short end, byte tag, short length) {
        short value = (short) (at + LONG_HEADER);
        require(value <= end
                && (short) (end - value) >= length
                && from[at] == tag
                && from[(short) (at + 1)] == LONG_FORM
                && from[(short) (at + HEADER)] == (byte) length);
        return value;
    }

    static void require(boolean canonical) {
        if (!canonical) {
            ISOException.throwIt(StatusWords.FORM);
        }
    }

    /**
     * Writes a field of at most 127 bytes.
     *
     * @return where the next begins
     */
    static short put(byte[] to, short at, byte tag, byte[] value, short valueAt, short length) {
        return Util.arrayCopyNonAtomic(value, valueAt, to, header(to, at, tag, length), length);
    }

    /** Writes a field of one byte. */
    static short putByte(byte[] to, short at, byte tag, byte value) {
        short next = header(to, at, tag, (short) 1);
        to[next] = value;
        return (short) (next + 1);
    }

    /**
     * Writes tag and length.
     *
     * @return where the value begins
     */
    static short header(byte[] to, short at, byte tag, short length) {
        to[at] = tag;
        short next = (short) (at + 1);
        if (length > SHORT_FORM_MOST) {
            to[next] = LONG_FORM;
            next++;
        }
        to[next] = (byte) length;
        return (short) (next + 1);
    }
}
