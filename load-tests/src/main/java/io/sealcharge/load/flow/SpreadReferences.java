package io.sealcharge.load.flow;

import java.util.HexFormat;

/**
 * References that are counted up and lie apart as random ones do, which is what an index has to bear. The number can be
 * read back from each.
 */
public final class SpreadReferences {
    private static final int DIGITS = 16;
    /** The finaliser of SplitMix64, a bijection, and the inverses of its factors modulo 2^64. */
    private static final long FACTOR_1 = 0xBF58476D1CE4E5B9L;

    private static final long FACTOR_2 = 0x94D049BB133111EBL;
    private static final long INVERSE_1 = 0x96DE1B173F119089L;
    private static final long INVERSE_2 = 0x319642B2D24D8EC3L;

    private final String suffix;

    /** @param run tells this run's references from another's; up to 40 of {@code A-Z a-z 0-9 . _ : -} */
    public SpreadReferences(String run) {
        this.suffix = "-" + run;
    }

    public String of(long number) {
        return HexFormat.of().toHexDigits(mix(number)) + suffix;
    }

    /** @throws NumberFormatException if it is no such reference */
    public long number(String reference) {
        return unmix(Long.parseUnsignedLong(reference, 0, DIGITS, 16));
    }

    private static long mix(long number) {
        long z = (number ^ (number >>> 30)) * FACTOR_1;
        z = (z ^ (z >>> 27)) * FACTOR_2;
        return z ^ (z >>> 31);
    }

    private static long unmix(long mixed) {
        long z = (mixed ^ (mixed >>> 31) ^ (mixed >>> 62)) * INVERSE_2;
        z = (z ^ (z >>> 27) ^ (z >>> 54)) * INVERSE_1;
        return z ^ (z >>> 30) ^ (z >>> 60);
    }
}
