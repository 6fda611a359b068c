package io.sealcharge.card.applet;

/** The status words of the card protocol that are not among ISO 7816's. */
final class StatusWords {
    static final short WRONG_PIN = (short) 0x63C0;
    static final short PIN_NEEDED = (short) 0x6982;
    static final short PIN_BLOCKED = (short) 0x6983;
    static final short NO_PIN = (short) 0x6984;
    static final short STATE = (short) 0x6985;
    static final short MAC = (short) 0x6988;
    static final short FORM = (short) 0x6A80;
    static final short NO_APPLICATION = (short) 0x6A82;
    static final short NO_ROOM = (short) 0x6A84;
    static final short PARAMETERS = (short) 0x6A86;
    static final short NO_DATA = (short) 0x6A88;
    static final short SIGNATURE = (short) 0x9302;
    static final short BALANCE = (short) 0x9401;
    static final short COUNTER_EXHAUSTED = (short) 0x9402;
    static final short KEY = (short) 0x9403;
    static final short CARD_ID = (short) 0x9410;
    static final short COUNTER = (short) 0x9411;
    static final short CHALLENGE = (short) 0x9412;
    static final short CURRENCY = (short) 0x9413;
    static final short CAP = (short) 0x9414;
    static final short TRANSFER = (short) 0x9415;
    static final short EPOCH = (short) 0x9416;
    static final short NOT_EMPTY = (short) 0x9417;

    private StatusWords() {}
}
