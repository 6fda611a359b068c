package io.sealcharge.cli;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts of money in words. */
public final class Amounts {
    private Amounts() {}

    /**
     * Such as {@code 50.00 CNY}.
     *
     * @param currency ISO 4217
     */
    public static String words(long amountMinor, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(amountMinor, digits).toPlainString() + " " + currency;
    }
}
