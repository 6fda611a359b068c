package io.sealcharge.card.protocol;

/** The card's random number that an operation is made for. */
public final class Challenge extends FixedBytes {
    public static final int LENGTH = 8;

    public Challenge(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static Challenge parse(String hex) {
        return new Challenge(fromHex(hex));
    }
}
