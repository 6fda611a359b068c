package io.sealcharge.card.protocol;

import java.util.Arrays;

/**
 * A holder's PIN as ISO 9564-1 format 2: a 2, the number of digits, the digits, filled with F. A secret: it prints as
 * stars and is wiped when closed.
 */
public final class PinBlock implements AutoCloseable {
    public static final int LENGTH = 8;
    public static final int MIN_DIGITS = 4;
    public static final int MAX_DIGITS = 12;

    private static final int FORMAT = 2;
    private static final int FILLER = 0xF;

    private final byte[] block;

    private PinBlock(byte[] block) {
        this.block = block;
    }

    /**
     * @param digits which the caller wipes
     * @throws MalformedCardDataException if they are not 4 to 12 digits
     */
    public static PinBlock of(char[] digits) {
        if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) {
            throw new MalformedCardDataException("PIN must be 4 to 12 digits");
        }
        byte[] block = new byte[LENGTH];
        Arrays.fill(block, (byte) 0xFF);
        setNibble(block, 0, FORMAT);
        setNibble(block, 1, digits.length);
        for (int i = 0; i < digits.length; i++) {
            if (digits[i] < '0' || digits[i] > '9') {
                throw new MalformedCardDataException("PIN must be 4 to 12 digits");
            }
            setNibble(block, 2 + i, digits[i] - '0');
        }
        return new PinBlock(block);
    }

    /** @throws MalformedCardDataException if this is no PIN block */
    public static void requireWellFormed(byte[] block) {
        int digits = block.length == LENGTH ? nibble(block, 1) : 0;
        if (digits < MIN_DIGITS || digits > MAX_DIGITS || nibble(block, 0) != FORMAT) {
            throw new MalformedCardDataException("must be a PIN block of format 2");
        }
        for (int i = 2; i < 2 * LENGTH; i++) {
            boolean digit = i < 2 + digits;
            if (digit ? nibble(block, i) > 9 : nibble(block, i) != FILLER) {
                throw new MalformedCardDataException("must be a PIN block of format 2");
            }
        }
    }

    /** The eight bytes, which the caller wipes. */
    public byte[] bytes() {
        return block.clone();
    }

    @Override
    public void close() {
        Arrays.fill(block, (byte) 0);
    }

    private static int nibble(byte[] block, int index) {
        int both = block[index / 2] & 0xFF;
        return index % 2 == 0 ? both >> 4 : both & 0x0F;
    }

    private static void setNibble(byte[] block, int index, int value) {
        int both = block[index / 2] & 0xFF;
        block[index / 2] = (byte) (index % 2 == 0 ? value << 4 | (both & 0x0F) : (both & 0xF0) | value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
