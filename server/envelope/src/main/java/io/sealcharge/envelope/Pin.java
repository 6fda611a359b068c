package io.sealcharge.envelope;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The digits of a voucher's PIN: never printed, compared in constant time, wiped when closed. */
public final class Pin implements AutoCloseable {
    public static final int MIN_DIGITS = 4;
    public static final int MAX_DIGITS = 32;

    private final byte[] digits;
    private volatile boolean wiped;

    /**
     * Copies {@code digits}; the caller wipes its own.
     *
     * @throws IllegalArgumentException if they are not 4 to 32 ASCII digits; the text does not show them
     */
    public Pin(byte[] digits) {
        this.digits = digits.clone();
        check();
    }

    /**
     * Copies {@code digits}; the caller wipes its own.
     *
     * @throws IllegalArgumentException if they are not 4 to 32 ASCII digits; the text does not show them
     */
    public Pin(char[] digits) {
        this.digits = new byte[digits.length];
        for (int i = 0; i < digits.length; i++) {
            this.digits[i] = digits[i] < 0x80 ? (byte) digits[i] : 0;
        }
        check();
    }

    private void check() {
        boolean good = digits.length >= MIN_DIGITS && digits.length <= MAX_DIGITS;
        for (byte digit : digits) {
            good &= digit >= '0' && digit <= '9';
        }
        if (!good) {
            close();
            throw new IllegalArgumentException("a PIN is " + MIN_DIGITS + " to " + MAX_DIGITS + " digits");
        }
    }

    /** A copy, which the caller wipes. */
    public byte[] asciiBytes() {
        if (wiped) {
            throw new IllegalStateException("this PIN is wiped");
        }
        return digits.clone();
    }

    public int length() {
        return digits.length;
    }

    @Override
    public void close() {
        wiped = true;
        Arrays.fill(digits, (byte) 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pin that && MessageDigest.isEqual(digits, that.digits);
    }

    /** Tells no more than the length. */
    @Override
    public int hashCode() {
        return digits.length;
    }

    @Override
    public String toString() {
        return "***";
    }
}
