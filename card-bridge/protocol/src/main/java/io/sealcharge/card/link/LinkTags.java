package io.sealcharge.card.link;

/** The tags of link messages. */
final class LinkTags {
    static final int HELLO = 0x61;
    static final int READERS = 0x62;
    static final int CARD_INSERTED = 0x63;
    static final int CARD_REMOVED = 0x64;
    static final int SCRIPT = 0x65;
    static final int SCRIPT_RESULT = 0x66;

    static final int VERSION = 0x80;
    static final int PEER = 0x81;
    static final int SOFTWARE = 0x82;
    static final int READER = 0x83;
    static final int INSERTION = 0x84;
    static final int ATR = 0x85;
    static final int SCRIPT_ID = 0x86;
    static final int COMMAND = 0x87;
    static final int EXPECTED = 0x88;
    static final int STOP_ON_MISMATCH = 0x89;
    static final int ANSWER = 0x8A;
    static final int OUTCOME = 0x8B;
    static final int APDU_STEP = 0xA1;
    static final int VERIFY_PIN_STEP = 0xA2;
    static final int READER_STATE = 0xA3;

    private LinkTags() {}
}
