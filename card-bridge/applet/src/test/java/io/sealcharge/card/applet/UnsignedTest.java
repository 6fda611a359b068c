package io.sealcharge.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Amounts of 64 bits in byte arrays, at every carry and against BigInteger. */
class UnsignedTest {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);
    private static final int RANDOM_PAIRS = 200_000;
    private static final short GUARD = 3;

    @Test
    void sumsAndDifferencesCarryOverEveryByte() {
        List<Long> ends = ends();
        for (long a : ends) {
            for (long b : ends) {
                check(a, b);
            }
        }
        assertThat(ends).hasSizeGreaterThan(60);
    }

    @Test
    void sumsAndDifferencesAreThoseOfBigInteger() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_PAIRS; i++) {
            // Few bits now and then, so that operands differ in length and carries run far.
            long a = random.nextLong() >>> random.nextInt(64);
            long b = random.nextLong() >>> random.nextInt(64);
            try {
                check(a, random.nextInt(8) == 0 ? -a : b);
            } catch (AssertionError e) {
                throw new AssertionError("repeat: ./test card-bridge/applet -Dtest=UnsignedTest -Dseed=" + seed, e);
            }
        }
    }

    @Test
    void countersGoUpByOneOverEveryCarry() {
        for (int shift = 0; shift < 32; shift++) {
            for (long offset = -2; offset <= 2; offset++) {
                long counter = ((1L << shift) + offset) & 0xFFFF_FFFFL;
                byte[] four = bytes(counter, 4);
                byte[] next = new byte[4 + 2 * GUARD];
                Unsigned.increment(four, (short) 0, next, GUARD, (short) 4);
                assertThat(number(next, GUARD, 4)).isEqualTo(BigInteger.valueOf((counter + 1) & 0xFFFF_FFFFL));
                requireGuards(next, 4);
            }
        }
    }

    @Test
    void aSumMayReplaceAnOperand() {
        byte[] a = bytes(0x00FF_FFFF_FFFF_FFFFL, 8);
        Unsigned.add(a, (short) 0, a, (short) 0, a, (short) 0);
        assertThat(number(a, 0, 8)).isEqualTo(BigInteger.valueOf(0x01FF_FFFF_FFFF_FFFEL));
    }

    private static void check(long left, long right) {
        byte[] a = bytes(left, 8);
        byte[] b = bytes(right, 8);
        BigInteger x = number(a, 0, 8);
        BigInteger y = number(b, 0, 8);
        byte[] sum = new byte[8 + 2 * GUARD];
        boolean carry = Unsigned.add(a, (short) 0, b, (short) 0, sum, GUARD);
        BigInteger expectedSum = x.add(y);
        byte[] difference = new byte[8 + 2 * GUARD];
        boolean borrow = Unsigned.subtract(a, (short) 0, b, (short) 0, difference, GUARD);
        boolean right64 = number(sum, GUARD, 8).equals(expectedSum.mod(TWO_TO_64))
                && carry == (expectedSum.compareTo(TWO_TO_64) >= 0)
                && number(difference, GUARD, 8).equals(x.subtract(y).mod(TWO_TO_64))
                && borrow == (x.compareTo(y) < 0)
                && Unsigned.isGreater(a, (short) 0, b, (short) 0, (short) 8) == (x.compareTo(y) > 0)
                && Unsigned.isZero(a, (short) 0, (short) 8) == (x.signum() == 0);
        if (!right64) {
            throw new AssertionError("%x and %x".formatted(left, right));
        }
        requireGuards(sum, 8);
        requireGuards(difference, 8);
    }

    /** Nothing is written before or behind the result. */
    private static void requireGuards(byte[] result, int length) {
        for (int i = 0; i < GUARD; i++) {
            if (result[i] != 0 || result[GUARD + length + i] != 0) {
                throw new AssertionError("written outside the result");
            }
        }
    }

    private static List<Long> ends() {
        List<Long> ends = new ArrayList<>(List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
        for (int shift = 8; shift < 64; shift += 8) {
            for (long offset = -2; offset <= 2; offset++) {
                ends.add((1L << shift) + offset);
            }
            ends.add(0x7FL << shift);
            ends.add(0x80L << shift);
            ends.add(0xFFL << shift);
        }
        return ends;
    }

    private static byte[] bytes(long number, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (number >> (8 * (length - 1 - i)));
        }
        return bytes;
    }

    private static BigInteger number(byte[] bytes, int at, int length) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, at, at + length));
    }
}
