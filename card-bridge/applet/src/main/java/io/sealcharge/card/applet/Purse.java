package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** The value on the card, the counter of what was applied to it, and the limits it is held to. */
final class Purse {
    static final short COUNTER_LENGTH = 4;
    static final short LIMITS_LENGTH = 24;

    /** Its last 16 values serve only redeem and administration. */
    private static final byte[] RESERVED_FROM = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xEF};

    private static final byte[] LAST = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
    private static final short HIGHEST_BALANCE = 0;
    private static final short HIGHEST_AMOUNT = 8;
    private static final short FREE_OF_PIN = 16;

    final byte[] balance = new byte[Unsigned.AMOUNT_LENGTH];
    final byte[] counter = new byte[COUNTER_LENGTH];
    final byte[] limits = new byte[LIMITS_LENGTH];

    /** What was debited without PIN since the last VERIFY. */
    final byte[] withoutPin = new byte[Unsigned.AMOUNT_LENGTH];

    /** Balance, counter and total as they will be, computed before anything is written. */
    final byte[] nextBalance = JCSystem.makeTransientByteArray(Unsigned.AMOUNT_LENGTH, JCSystem.CLEAR_ON_DESELECT);

    final byte[] nextCounter = JCSystem.makeTransientByteArray(COUNTER_LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] nextWithoutPin =
            JCSystem.makeTransientByteArray(Unsigned.AMOUNT_LENGTH, JCSystem.CLEAR_ON_DESELECT);

    void requireCounterFor(byte business) {
        boolean reserved = !Unsigned.isGreater(RESERVED_FROM, (short) 0, counter, (short) 0, COUNTER_LENGTH);
        boolean needsMany = Business.movesValue(business) && business != Business.REDEEM;
        if ((reserved && needsMany) || Util.arrayCompare(counter, (short) 0, LAST, (short) 0, COUNTER_LENGTH) == 0) {
            ISOException.throwIt(StatusWords.COUNTER_EXHAUSTED);
        }
    }

    boolean isCounter(byte[] from, short at) {
        return Util.arrayCompare(from, at, counter, (short) 0, COUNTER_LENGTH) == 0;
    }

    /** Refuses an amount over a cap; leaves the balance after it in {@link #nextBalance}, unless the balance is too small. */
    void requireUnderCaps(byte business, byte[] from, short amount) {
        boolean over = Unsigned.isGreater(from, amount, limits, HIGHEST_AMOUNT, Unsigned.AMOUNT_LENGTH);
        if (!over && !Business.isDebit(business)) {
            Unsigned.add(balance, (short) 0, from, amount, nextBalance, (short) 0);
            over = Unsigned.isGreater(nextBalance, (short) 0, limits, HIGHEST_BALANCE, Unsigned.AMOUNT_LENGTH);
        }
        if (over) {
            ISOException.throwIt(StatusWords.CAP);
        }
    }

    /** Refuses a debit that needs a PIN which was not verified; computes the total without PIN. */
    void requirePinFor(byte[] from, short amount, boolean verified) {
        Util.arrayCopyNonAtomic(withoutPin, (short) 0, nextWithoutPin, (short) 0, Unsigned.AMOUNT_LENGTH);
        if (verified) {
            return;
        }
        boolean over = Unsigned.add(withoutPin, (short) 0, from, amount, nextWithoutPin, (short) 0);
        if (over || Unsigned.isGreater(nextWithoutPin, (short) 0, limits, FREE_OF_PIN, Unsigned.AMOUNT_LENGTH)) {
            ISOException.throwIt(StatusWords.PIN_NEEDED);
        }
    }

    /** Refuses a debit of more than there is; computes the balance after it. */
    void requireBalanceFor(byte[] from, short amount) {
        if (Unsigned.subtract(balance, (short) 0, from, amount, nextBalance, (short) 0)) {
            ISOException.throwIt(StatusWords.BALANCE);
        }
    }

    void keepBalance() {
        Util.arrayCopyNonAtomic(balance, (short) 0, nextBalance, (short) 0, Unsigned.AMOUNT_LENGTH);
    }

    void keepWithoutPin() {
        Util.arrayCopyNonAtomic(withoutPin, (short) 0, nextWithoutPin, (short) 0, Unsigned.AMOUNT_LENGTH);
    }

    void countUp() {
        Unsigned.increment(counter, (short) 0, nextCounter, (short) 0, COUNTER_LENGTH);
    }

    /** Writes what was computed; inside a transaction. */
    void apply() {
        Util.arrayCopy(nextBalance, (short) 0, balance, (short) 0, Unsigned.AMOUNT_LENGTH);
        Util.arrayCopy(nextCounter, (short) 0, counter, (short) 0, COUNTER_LENGTH);
        Util.arrayCopy(nextWithoutPin, (short) 0, withoutPin, (short) 0, Unsigned.AMOUNT_LENGTH);
    }

    /** The PIN was verified: nothing counts as debited without it. Inside a transaction. */
    void forgetWithoutPin() {
        Util.arrayCopy(Unsigned.ZERO, (short) 0, withoutPin, (short) 0, Unsigned.AMOUNT_LENGTH);
    }

    boolean isEmpty() {
        return Unsigned.isZero(balance, (short) 0, Unsigned.AMOUNT_LENGTH);
    }
}
