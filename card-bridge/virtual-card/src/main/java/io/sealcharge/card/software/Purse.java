package io.sealcharge.card.software;

import io.sealcharge.card.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What operations change.
 *
 * @param balanceMinor minor units of the card's currency
 * @param counter 0 to 2^32 − 1
 * @param debitedWithoutPinMinor since the last VERIFY
 * @param last null while none was applied
 */
record Purse(
        long balanceMinor,
        long counter,
        long debitedWithoutPinMinor,
        Limits limits,
        HolderPin pin,
        @Nullable LastOperation last) {

    static Purse empty(Limits limits) {
        return new Purse(0, 0, 0, limits, HolderPin.NONE, null);
    }

    Purse withBalance(long nextMinor) {
        return new Purse(nextMinor, counter, debitedWithoutPinMinor, limits, pin, last);
    }

    Purse withPin(HolderPin next) {
        return new Purse(balanceMinor, counter, debitedWithoutPinMinor, limits, next, last);
    }

    Purse withLimits(Limits next) {
        return new Purse(balanceMinor, counter, debitedWithoutPinMinor, next, pin, last);
    }

    Purse withDebitedWithoutPin(long nextMinor) {
        return new Purse(balanceMinor, counter, nextMinor, limits, pin, last);
    }

    Purse withCounter(long next) {
        return new Purse(balanceMinor, next, debitedWithoutPinMinor, limits, pin, last);
    }

    /** One operation further. */
    Purse applied(LastOperation operation) {
        return new Purse(balanceMinor, counter + 1, debitedWithoutPinMinor, limits, pin, operation);
    }
}
