package io.sealcharge.card.protocol;

/** The number of a personalised card. */
public final class CardId extends FixedBytes {
    public static final int LENGTH = 8;

    public CardId(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static CardId parse(String hex) {
        return new CardId(fromHex(hex));
    }
}
