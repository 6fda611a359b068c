package io.sealcharge.platform.app;

import java.security.SecureRandom;

/**
 * Decimal digits from a secure random generator, each equally likely. Draws many bytes at once, since what a draw costs
 * hardly depends on how many it gives. Not for use by several threads, and not for secrets: it wipes nothing.
 */
public final class FairDigits {
    private static final int BYTES_AT_ONCE = 32;
    private static final int BYTE_VALUES = 256;

    private final SecureRandom random;
    private final byte[] drawn = new byte[BYTES_AT_ONCE];
    private int used = BYTES_AT_ONCE;

    public FairDigits(SecureRandom random) {
        this.random = random;
    }

    /** @return an ASCII digit: {@code from} or one of the digits after it */
    public byte digitFrom(char from) {
        int choices = '9' - from + 1;
        // Values from here on are thrown away: they would make small digits likelier.
        int fair = BYTE_VALUES - BYTE_VALUES % choices;
        while (true) {
            if (used == BYTES_AT_ONCE) {
                random.nextBytes(drawn);
                used = 0;
            }
            int value = Byte.toUnsignedInt(drawn[used++]);
            if (value < fair) {
                return (byte) (from + value % choices);
            }
        }
    }
}
