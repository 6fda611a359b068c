package io.sealcharge.card.applet;

/** What values of the card protocol must look like before anything is done with them. */
final class Form {
    private static final byte PLUS = 0x2B;
    private static final byte MINUS = 0x2D;
    private static final byte ACCOUNT = 0x01;
    private static final byte CARD = 0x02;
    private static final short ID_LENGTH = 16;
    private static final short CARD_PADDING = 8;
    private static final short DIGIT_MASK = 0x0F;
    private static final short DIGIT_BITS = 4;
    private static final short HIGHEST_DIGIT = 9;

    private Form() {}

    /** An amount of 8 bytes whose first bit is 0. */
    static void requireAmount(byte[] from, short at) {
        Tlv.require(from[at] >= 0);
    }

    /** The change of an operation that moves value: the sign that fits its business, and an amount that is not 0. */
    static void requireChange(byte[] from, short at, byte business) {
        short amount = (short) (at + 1);
        Tlv.require(from[at] == (Business.isDebit(business) ? MINUS : PLUS));
        requirePositive(from, amount);
    }

    static void requirePositive(byte[] from, short at) {
        requireAmount(from, at);
        Tlv.require(!Unsigned.isZero(from, at, Unsigned.AMOUNT_LENGTH));
    }

    /** Three amounts. */
    static void requireLimits(byte[] from, short at) {
        requireAmount(from, at);
        requireAmount(from, (short) (at + Unsigned.AMOUNT_LENGTH));
        requireAmount(from, (short) (at + Unsigned.AMOUNT_LENGTH + Unsigned.AMOUNT_LENGTH));
    }

    /** The number of a currency, 001 to 999 in packed decimal. */
    static void requireCurrency(byte[] from, short at) {
        byte high = from[at];
        byte low = from[(short) (at + 1)];
        Tlv.require(high >= 0 && high <= HIGHEST_DIGIT && isDecimal(low) && (high != 0 || low != 0));
    }

    /** The sign of a change. */
    static byte signOf(byte business) {
        return Business.isDebit(business) ? MINUS : PLUS;
    }

    static void requireOperationId(byte[] from, short at) {
        Tlv.require(!Unsigned.isZero(from, at, ID_LENGTH));
    }

    /** An account's id, or a card's with 8 bytes 00 before it. */
    static void requireCounterpart(byte[] from, short at) {
        byte kind = from[at];
        Tlv.require(kind == ACCOUNT || (kind == CARD && Unsigned.isZero(from, (short) (at + 1), CARD_PADDING)));
    }

    /** Role and epoch, 1 to 32,767, of an issuer's key. */
    static void requireKeyName(byte[] from, short at) {
        byte role = from[at];
        byte high = from[(short) (at + 1)];
        Tlv.require((role == IssuerKeys.OPERATION || role == IssuerKeys.ADMIN)
                && high >= 0
                && !Unsigned.isZero(from, (short) (at + 1), IssuerKeys.EPOCH_LENGTH));
    }

    static void requireEpoch(byte[] from, short at) {
        Tlv.require(from[at] >= 0 && !Unsigned.isZero(from, at, IssuerKeys.EPOCH_LENGTH));
    }

    static void requirePoint(byte[] from, short at) {
        Tlv.require(from[at] == Curve.UNCOMPRESSED);
    }

    private static boolean isDecimal(byte packed) {
        return (short) ((packed >> DIGIT_BITS) & DIGIT_MASK) <= HIGHEST_DIGIT
                && (short) (packed & DIGIT_MASK) <= HIGHEST_DIGIT;
    }
}
