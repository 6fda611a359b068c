package io.sealcharge.card.protocol;

/** The tags of the card's data: one tag means one thing wherever it stands. */
final class Tags {
    static final int VERSION = 0x80;
    static final int CARD_ID = 0x81;
    static final int BUSINESS = 0x82;
    static final int AMOUNT_CHANGE = 0x83;
    static final int APPLICATION = 0x84;
    static final int CURRENCY = 0x85;
    static final int COUNTER = 0x86;
    static final int CRYPTOGRAM = 0x87;
    static final int OPERATION_ID = 0x88;
    static final int SIGNING_KEY = 0x89;
    static final int STATE = 0x8A;
    static final int COUNTERPART = 0x8B;
    static final int CHALLENGE = 0x8C;
    static final int AMOUNT = 0x8D;
    static final int MAC = 0x8E;
    static final int NONCE = 0x8F;
    static final int BALANCE = 0x90;
    static final int BALANCE_BEFORE = 0x91;
    static final int BALANCE_AFTER = 0x92;
    static final int OPERATION_DIGEST = 0x93;
    static final int LAST_OPERATION_ID = 0x94;
    static final int LAST_OPERATION_DIGEST = 0x95;
    static final int ASKED_OPERATION_ID = 0x96;
    static final int LIMITS = 0x97;
    static final int SCHEME = 0x98;
    static final int ISSUER = 0x99;
    static final int CERTIFICATE_EPOCH = 0x9A;
    static final int PUBLIC_KEY = 0x9B;
    static final int GENERATOR = 0x9C;
    static final int SERIAL_NUMBER = 0x9D;
    static final int SIGNATURE = 0x9E;
    static final int PRIVATE_KEY = 0xC0;
    static final int PIN_TRIES = 0xC1;
    static final int ISSUER_KEY = 0xC2;

    static final int FILE_CONTROL_INFORMATION = 0x6F;
    static final int PROPRIETARY_INFORMATION = 0xA5;
    static final int OPERATION = 0xE1;
    static final int RESULT = 0xE2;
    static final int STATUS = 0xE3;
    static final int CERTIFICATE = 0xE4;
    static final int CARD_INFO = 0xE5;
    static final int CARD_LIMITS = 0xE6;
    static final int ISSUER_KEYS = 0xE7;

    private Tags() {}
}
