package io.sealcharge.card.software;

import static io.sealcharge.card.software.RefusedException.unless;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.StatusWord;

/** Whether a card bears an amount: caps, then PIN, then balance. */
final class MoneyChecks {
    private MoneyChecks() {}

    /** @throws RefusedException if it does not */
    static void check(Purse purse, boolean pinVerified, Business business, long amountMinor) {
        unless(amountMinor <= purse.limits().maxAmountMinor(), StatusWord.OVER_CAP);
        if (business.isCredit()) {
            long room = purse.limits().maxBalanceMinor() - purse.balanceMinor();
            unless(amountMinor <= room, StatusWord.OVER_CAP);
        } else {
            unless(pinVerified || amountMinor <= pinFreeRoom(purse), StatusWord.PIN_NEEDED);
            unless(amountMinor <= purse.balanceMinor(), StatusWord.BALANCE_TOO_SMALL);
        }
    }

    /** Negative if limits were lowered below what was debited meanwhile. */
    private static long pinFreeRoom(Purse purse) {
        return purse.limits().pinFreeMinor() - purse.debitedWithoutPinMinor();
    }
}
