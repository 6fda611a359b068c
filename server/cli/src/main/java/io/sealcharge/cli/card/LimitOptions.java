package io.sealcharge.cli.card;

import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.cli.UsageException;
import java.util.Currency;
import picocli.CommandLine.Option;

/** What a card will bear. Amounts are minor units. */
final class LimitOptions {
    @Option(names = "--currency", paramLabel = "CODE", description = "ISO 4217 (default: ${DEFAULT-VALUE}).")
    private String currency = "CNY";

    @Option(
            names = "--max-balance",
            paramLabel = "MINOR",
            description = "The highest balance, minor units (default: ${DEFAULT-VALUE}).")
    private long maxBalanceMinor = 100_000;

    @Option(
            names = "--max-amount",
            paramLabel = "MINOR",
            description = "The highest amount of one operation (default: ${DEFAULT-VALUE}).")
    private long maxAmountMinor = 50_000;

    @Option(
            names = "--pin-free",
            paramLabel = "MINOR",
            description = "What may be debited without the holder's PIN (default: ${DEFAULT-VALUE}).")
    private long pinFreeMinor = 20_000;

    CurrencyNumber currency() {
        try {
            return new CurrencyNumber(Currency.getInstance(currency).getNumericCode());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--currency " + currency + " is no currency of ISO 4217");
        }
    }

    Limits limits() {
        if (maxBalanceMinor < 0 || maxAmountMinor < 0 || pinFreeMinor < 0) {
            throw new UsageException("--max-balance, --max-amount and --pin-free are 0 or more");
        }
        return new Limits(maxBalanceMinor, maxAmountMinor, pinFreeMinor);
    }
}
