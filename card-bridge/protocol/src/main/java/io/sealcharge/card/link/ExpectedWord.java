package io.sealcharge.card.link;

import io.sealcharge.card.protocol.MalformedCardDataException;

/**
 * The status word a step expects.
 *
 * @param value of the bits that count; all others are 0
 * @param mask 1 for each bit that counts; 0 expects nothing
 */
public record ExpectedWord(int value, int mask) {
    /** Any word will do. */
    public static final ExpectedWord ANY = new ExpectedWord(0, 0);

    /** 9000 only. */
    public static final ExpectedWord DONE = new ExpectedWord(0x9000, 0xFFFF);

    static final int LENGTH = 4;

    /** @throws MalformedCardDataException if a bit is set that does not count */
    public ExpectedWord {
        if (((value | mask) & ~0xFFFF) != 0 || (value & ~mask) != 0) {
            throw new MalformedCardDataException("only bits of the mask may be set");
        }
    }

    public boolean matches(int sw) {
        return (sw & mask) == value;
    }

    byte[] encode() {
        return new byte[] {(byte) (value >> 8), (byte) value, (byte) (mask >> 8), (byte) mask};
    }

    static ExpectedWord decode(byte[] four) {
        return new ExpectedWord(word(four, 0), word(four, 2));
    }

    private static int word(byte[] four, int at) {
        return ((four[at] & 0xFF) << 8) | (four[at + 1] & 0xFF);
    }
}
