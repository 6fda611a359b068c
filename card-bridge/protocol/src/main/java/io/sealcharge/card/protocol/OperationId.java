package io.sealcharge.card.protocol;

/** The platform's id of an operation. All zero stands for none. */
public final class OperationId extends FixedBytes {
    public static final int LENGTH = 16;

    /** What a card shows that has applied none. */
    public static final OperationId NONE = new OperationId(new byte[LENGTH]);

    public OperationId(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static OperationId parse(String hex) {
        return new OperationId(fromHex(hex));
    }

    /** @throws MalformedCardDataException if this is none */
    OperationId present() {
        if (isZero()) {
            throw new MalformedCardDataException("operation id must not be all zero");
        }
        return this;
    }
}
