package io.sealcharge.card.protocol;

/** ECDSA over P-256 with SHA-256: r and s, 32 bytes each (BSI TR-03111, 5.2.1). Their range is the verifier's to check. */
public final class CardSignature extends FixedBytes {
    public static final int LENGTH = 64;

    public CardSignature(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static CardSignature parse(String hex) {
        return new CardSignature(fromHex(hex));
    }
}
