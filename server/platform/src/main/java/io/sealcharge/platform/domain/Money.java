package io.sealcharge.platform.domain;

/**
 * An amount of money.
 *
 * @param amountMinor minor units, 0 or more
 * @param currency ISO 4217 code
 */
public record Money(long amountMinor, String currency) {
    public Money {
        if (amountMinor < 0) {
            throw new IllegalArgumentException("an amount is never negative, was " + amountMinor);
        }
        if (currency.length() != 3) {
            throw new IllegalArgumentException("an ISO 4217 code has three letters, was " + currency);
        }
    }

    /** This amount {@code count} times; throws ArithmeticException on overflow. */
    public Money times(int count) {
        return new Money(Math.multiplyExact(amountMinor, count), currency);
    }
}
