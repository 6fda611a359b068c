package io.sealcharge.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a channel has and how far it may go, by currency. */
public record Account(String channel, List<Balance> accounts) {
    public Account {
        accounts = List.copyOf(accounts);
    }

    /**
     * One account. Amounts are in minor units of {@code currency} (ISO 4217).
     *
     * @param balanceMinor less than 0 while the channel owes
     * @param availableMinor balance and credit limit together
     * @param orderCapMinor what one purchase may come to; null for any
     * @param dayCapMinor what the purchases of a day in UTC may come to; null for any
     */
    public record Balance(
            String currency,
            long balanceMinor,
            long creditLimitMinor,
            long availableMinor,
            @Nullable Long orderCapMinor,
            @Nullable Long dayCapMinor,
            long spentTodayMinor) {}
}
