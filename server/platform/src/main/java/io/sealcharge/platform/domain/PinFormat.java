package io.sealcharge.platform.domain;

/**
 * What PINs of a product look like.
 *
 * @param length digits in all, check digit included; 12 to 32
 * @param checkDigit whether the last digit is a Luhn check digit (ISO/IEC 7812-1, annex B)
 */
public record PinFormat(int length, boolean checkDigit) {
    public PinFormat {
        if (length < 12 || length > 32) {
            throw new IllegalArgumentException("a PIN has 12 to 32 digits, was " + length);
        }
    }
}
