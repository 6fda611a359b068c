package io.sealcharge.terminal;

import java.util.List;

/** The balances of a phone number, one per currency. */
public record SubscriberBalance(String phoneNumber, List<Balance> balances) {
    public SubscriberBalance {
        balances = List.copyOf(balances);
    }

    /** An amount in minor units of {@code currency} (ISO 4217). */
    public record Balance(long balanceMinor, String currency) {}

    /** The balance in a currency, 0 if there is none. */
    public long minorIn(String currency) {
        return balances.stream()
                .filter(balance -> balance.currency().equals(currency))
                .mapToLong(Balance::balanceMinor)
                .sum();
    }
}
