package io.sealcharge.card.protocol;

/** The number a blank card comes with. */
public final class SerialNumber extends FixedBytes {
    public static final int LENGTH = 8;

    public SerialNumber(byte[] bytes) {
        super(bytes, LENGTH);
    }

    public static SerialNumber parse(String hex) {
        return new SerialNumber(fromHex(hex));
    }
}
