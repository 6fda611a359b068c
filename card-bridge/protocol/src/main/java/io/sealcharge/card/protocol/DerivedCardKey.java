package io.sealcharge.card.protocol;

import java.util.Arrays;

/** A derived card key on its way into the card. A secret: prints as stars, wiped when closed. */
public final class DerivedCardKey implements AutoCloseable {
    public static final int PRIVATE_LENGTH = 32;

    private final byte[] privateKey;
    private final CardPublicKey publicKey;

    /**
     * @param privateKey s, 32 bytes, which is copied; the caller wipes its own
     * @param publicKey Y and R of the derived scheme; whether they belong to s the card tries before it stores them
     */
    public DerivedCardKey(byte[] privateKey, CardPublicKey publicKey) {
        if (privateKey.length != PRIVATE_LENGTH) {
            throw new MalformedCardDataException("a private key is 32 bytes");
        }
        if (publicKey.scheme() != KeyScheme.DERIVED) {
            throw new IllegalArgumentException("a certified key never leaves its card");
        }
        this.privateKey = privateKey.clone();
        this.publicKey = publicKey;
    }

    public CardPublicKey publicKey() {
        return publicKey;
    }

    /** The private key itself, which the caller wipes. */
    public byte[] privateKey() {
        return privateKey.clone();
    }

    /** What is encrypted; the caller wipes it. */
    byte[] encode() {
        byte[] rest = new TlvWriter()
                .put(Tags.PUBLIC_KEY, publicKey.point())
                .put(Tags.GENERATOR, publicKey.generator())
                .bytes();
        // Not through the writer, whose buffer could not be wiped.
        byte[] all = new byte[2 + PRIVATE_LENGTH + rest.length];
        all[0] = (byte) Tags.PRIVATE_KEY;
        all[1] = PRIVATE_LENGTH;
        System.arraycopy(privateKey, 0, all, 2, PRIVATE_LENGTH);
        System.arraycopy(rest, 0, all, 2 + PRIVATE_LENGTH, rest.length);
        return all;
    }

    /** @throws MalformedCardDataException if it is not the one encoding of a derived key */
    static DerivedCardKey decode(byte[] bytes) {
        TlvReader reader = TlvReader.of(bytes);
        byte[] secret = reader.value(Tags.PRIVATE_KEY, PRIVATE_LENGTH);
        try {
            EncodedPoint point = new EncodedPoint(reader.value(Tags.PUBLIC_KEY));
            EncodedPoint generator = new EncodedPoint(reader.value(Tags.GENERATOR));
            reader.requireEnd();
            return new DerivedCardKey(secret, CardPublicKey.derived(point, generator));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public void close() {
        Arrays.fill(privateKey, (byte) 0);
    }

    @Override
    public String toString() {
        return "***";
    }
}
