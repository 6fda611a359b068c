package io.sealcharge.card.protocol;

/** The issuer identification number (ISO/IEC 7812-1), eight digits packed. */
public final class IssuerId extends FixedBytes {
    public static final int LENGTH = 4;

    public IssuerId(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static IssuerId parse(String hex) {
        return new IssuerId(fromHex(hex));
    }
}
