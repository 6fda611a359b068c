package io.sealcharge.card.protocol;

/** A random number of platform or card, used once. */
public final class Nonce extends FixedBytes {
    public static final int LENGTH = 16;

    public Nonce(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static Nonce parse(String hex) {
        return new Nonce(fromHex(hex));
    }
}
