package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/** What the issuer's administration does to a card: limits, states, the holder's PIN, the issuer's keys. */
final class Administration {
    private static final short SLOT = 0;

    private final Card card;

    /** The slot of the key that is added or retired. */
    private final short[] slot = JCSystem.makeTransientShortArray((short) 1, JCSystem.CLEAR_ON_DESELECT);

    Administration(Card card) {
        this.card = card;
    }

    void check(Operation operation, byte[] data) {
        switch (operation.business()) {
            case Business.ADD_KEY:
                requireEpoch(card.issuerKeys.rises(data, operation.keyName()));
                slot[SLOT] = card.issuerKeys.requireRoom(data[operation.keyName()]);
                return;
            case Business.RETIRE_KEY:
                slot[SLOT] = card.issuerKeys.find(data, operation.keyName());
                requireEpoch(slot[SLOT] != IssuerKeys.NOWHERE && !card.issuerKeys.isLast(data[operation.keyName()]));
                return;
            case Business.RETIRE_CARD:
                if (!card.purse.isEmpty()) {
                    ISOException.throwIt(StatusWords.NOT_EMPTY);
                }
                return;
            default:
        }
    }

    /** Writes the change; inside a transaction. */
    void apply(Operation operation, byte[] data) {
        switch (operation.business()) {
            case Business.SET_LIMITS:
                Util.arrayCopy(data, operation.limits(), card.purse.limits, (short) 0, Purse.LIMITS_LENGTH);
                return;
            case Business.BLOCK:
                card.lifeCycle.set(LifeCycle.BLOCKED);
                return;
            case Business.UNBLOCK:
                card.lifeCycle.set(LifeCycle.ACTIVE);
                return;
            case Business.RESET_PIN:
                card.pin.reset();
                return;
            case Business.ADD_KEY:
                card.issuerKeys.put(slot[SLOT], data, operation.keyName(), data, operation.point());
                return;
            case Business.RETIRE_KEY:
                card.issuerKeys.retire(slot[SLOT]);
                return;
            default:
                card.lifeCycle.set(LifeCycle.RETIRED);
        }
    }

    private static void requireEpoch(boolean right) {
        if (!right) {
            ISOException.throwIt(StatusWords.EPOCH);
        }
    }
}
