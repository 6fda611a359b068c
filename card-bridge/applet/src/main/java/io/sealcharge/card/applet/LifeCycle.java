package io.sealcharge.card.applet;

import javacard.framework.ISOException;

/** Where the card stands in its life. */
final class LifeCycle {
    static final byte BLANK = 0x01;
    static final byte ACTIVE = 0x02;
    static final byte BLOCKED = 0x03;
    static final byte RETIRED = 0x04;

    private byte state = BLANK;

    byte get() {
        return state;
    }

    boolean is(byte wanted) {
        return state == wanted;
    }

    void set(byte next) {
        state = next;
    }

    void requireActive() {
        require(state == ACTIVE);
    }

    void requireBlank() {
        require(state == BLANK);
    }

    void requirePersonalised() {
        require(state != BLANK);
    }

    /** Whether the card, as it stands, can be asked to do a business. */
    void requireAllows(byte business) {
        if (state == ACTIVE) {
            require(business != Business.UNBLOCK);
        } else {
            require(state == BLOCKED && Business.isAdministration(business) && business != Business.BLOCK);
        }
    }

    static void require(boolean allowed) {
        if (!allowed) {
            ISOException.throwIt(StatusWords.STATE);
        }
    }
}
