package io.sealcharge.card.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over an operation's encoding: the operation's identity. */
public final class OperationDigest extends FixedBytes {
    public static final int LENGTH = 32;

    /** What a card shows that has applied none. */
    public static final OperationDigest NONE = new OperationDigest(new byte[LENGTH]);

    public OperationDigest(byte[] bytes) {
        super(bytes, LENGTH);
    }

    /** @param operation its encoding */
    public static OperationDigest of(byte[] operation) {
        try {
            return new OperationDigest(MessageDigest.getInstance("SHA-256").digest(operation));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    public static OperationDigest parse(String hex) {
        return new OperationDigest(fromHex(hex));
    }
}
