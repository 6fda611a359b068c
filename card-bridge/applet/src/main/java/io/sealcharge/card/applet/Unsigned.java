package io.sealcharge.card.applet;

/**
 * Unsigned numbers of several bytes, big-endian, in byte arrays: amounts of 8 bytes and counters of 4, for which a card has no type. No method
 * looks at the sign of a byte; none writes anything but its result.
 */
final class Unsigned {
    static final short AMOUNT_LENGTH = 8;

    /** The amount 0. */
    static final byte[] ZERO = {0, 0, 0, 0, 0, 0, 0, 0};

    private static final short BYTE_MASK = 0x00FF;
    private static final short BYTE_BITS = 8;

    private Unsigned() {}

    /**
     * Adds two amounts of 8 bytes.
     *
     * @return whether the sum needs a ninth byte, which is lost
     */
    static boolean add(byte[] a, short aAt, byte[] b, short bAt, byte[] sum, short sumAt) {
        short carry = 0;
        for (short i = (short) (AMOUNT_LENGTH - 1); i >= 0; i--) {
            short total = (short) ((a[(short) (aAt + i)] & BYTE_MASK) + (b[(short) (bAt + i)] & BYTE_MASK) + carry);
            sum[(short) (sumAt + i)] = (byte) total;
            carry = (short) (total >> BYTE_BITS);
        }
        return carry != 0;
    }

    /**
     * Subtracts amounts of 8 bytes.
     *
     * @return whether b is greater than a; the difference is then 2^64 too great
     */
    static boolean subtract(byte[] a, short aAt, byte[] b, short bAt, byte[] difference, short differenceAt) {
        short borrow = 0;
        for (short i = (short) (AMOUNT_LENGTH - 1); i >= 0; i--) {
            short total = (short) ((a[(short) (aAt + i)] & BYTE_MASK) - (b[(short) (bAt + i)] & BYTE_MASK) - borrow);
            difference[(short) (differenceAt + i)] = (byte) total;
            borrow = (short) (total < 0 ? 1 : 0);
        }
        return borrow != 0;
    }

    /** @return whether a is greater than b, both of that length */
    static boolean isGreater(byte[] a, short aAt, byte[] b, short bAt, short length) {
        for (short i = 0; i < length; i++) {
            short left = (short) (a[(short) (aAt + i)] & BYTE_MASK);
            short right = (short) (b[(short) (bAt + i)] & BYTE_MASK);
            if (left != right) {
                return left > right;
            }
        }
        return false;
    }

    static boolean isZero(byte[] number, short at, short length) {
        byte bits = 0;
        for (short i = 0; i < length; i++) {
            bits |= number[(short) (at + i)];
        }
        return bits == 0;
    }

    /** Writes a number that is one higher; the highest becomes zero. */
    static void increment(byte[] number, short at, byte[] to, short toAt, short length) {
        short carry = 1;
        for (short i = (short) (length - 1); i >= 0; i--) {
            short total = (short) ((number[(short) (at + i)] & BYTE_MASK) + carry);
            to[(short) (toAt + i)] = (byte) total;
            carry = (short) (total >> BYTE_BITS);
        }
    }
}
