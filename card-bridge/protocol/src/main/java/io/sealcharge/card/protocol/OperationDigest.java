package io.sealcharge.card.protocol;

/** SHA-256 over an operation's encoding: the operation's identity. */
public final class OperationDigest extends FixedBytes {
    public static final int LENGTH = 32;

    /** What a card shows that has applied none. */
    public static final OperationDigest NONE = new OperationDigest(new byte[LENGTH]);

    public OperationDigest(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static OperationDigest parse(String hex) {
        return new OperationDigest(fromHex(hex));
    }
}
