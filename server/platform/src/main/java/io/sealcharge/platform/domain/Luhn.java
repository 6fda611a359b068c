package io.sealcharge.platform.domain;

/** The check digit of serial numbers and of PINs that have one (ISO/IEC 7812-1, annex B). */
public final class Luhn {
    private Luhn() {}

    /**
     * The digit that makes the first {@code length} digits valid when it follows them. Takes bytes, since a PIN is
     * never a String.
     *
     * @param digits ASCII
     * @return ASCII digit
     */
    public static byte checkDigit(byte[] digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[length - 1 - i] - '0';
            int weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted / 10 + weighted % 10;
        }
        return (byte) ('0' + (10 - sum % 10) % 10);
    }
}
