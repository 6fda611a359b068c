package io.sealcharge.card.applet;

/** What an operation does. */
final class Business {
    static final byte NONE = 0;
    static final byte RECHARGE = 0x01;
    static final byte REDEEM = 0x02;
    static final byte TRANSFER_OUT = 0x03;
    static final byte TRANSFER_IN = 0x04;
    static final byte SET_LIMITS = 0x11;
    static final byte BLOCK = 0x12;
    static final byte UNBLOCK = 0x13;
    static final byte RESET_PIN = 0x14;
    static final byte ADD_KEY = 0x15;
    static final byte RETIRE_KEY = 0x16;
    static final byte RETIRE_CARD = 0x17;

    private Business() {}

    static boolean isKnown(byte business) {
        return movesValue(business) || isAdministration(business);
    }

    static boolean movesValue(byte business) {
        return business >= RECHARGE && business <= TRANSFER_IN;
    }

    static boolean isAdministration(byte business) {
        return business >= SET_LIMITS && business <= RETIRE_CARD;
    }

    static boolean isTransfer(byte business) {
        return business == TRANSFER_OUT || business == TRANSFER_IN;
    }

    static boolean isDebit(byte business) {
        return business == REDEEM || business == TRANSFER_OUT;
    }
}
