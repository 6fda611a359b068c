package io.sealcharge.card.applet;

/** The tags of the card protocol, one byte each. */
final class Tags {
    static final byte VERSION = (byte) 0x80;
    static final byte CARD_ID = (byte) 0x81;
    static final byte BUSINESS = (byte) 0x82;
    static final byte AMOUNT_CHANGE = (byte) 0x83;
    static final byte APPLICATION = (byte) 0x84;
    static final byte CURRENCY = (byte) 0x85;
    static final byte COUNTER = (byte) 0x86;
    static final byte CRYPTOGRAM = (byte) 0x87;
    static final byte OPERATION_ID = (byte) 0x88;
    static final byte SIGNING_KEY = (byte) 0x89;
    static final byte STATE = (byte) 0x8A;
    static final byte COUNTERPART = (byte) 0x8B;
    static final byte CHALLENGE = (byte) 0x8C;
    static final byte AMOUNT = (byte) 0x8D;
    static final byte MAC = (byte) 0x8E;
    static final byte NONCE = (byte) 0x8F;
    static final byte BALANCE = (byte) 0x90;
    static final byte BALANCE_BEFORE = (byte) 0x91;
    static final byte BALANCE_AFTER = (byte) 0x92;
    static final byte DIGEST = (byte) 0x93;
    static final byte LAST_OPERATION_ID = (byte) 0x94;
    static final byte LAST_DIGEST = (byte) 0x95;
    static final byte ASKED_OPERATION_ID = (byte) 0x96;
    static final byte LIMITS = (byte) 0x97;
    static final byte SCHEME = (byte) 0x98;
    static final byte ISSUER = (byte) 0x99;
    static final byte CERTIFICATE_EPOCH = (byte) 0x9A;
    static final byte PUBLIC_KEY = (byte) 0x9B;
    static final byte GENERATOR = (byte) 0x9C;
    static final byte SERIAL = (byte) 0x9D;
    static final byte SIGNATURE = (byte) 0x9E;
    static final byte PRIVATE_KEY = (byte) 0xC0;
    static final byte PIN_TRIES = (byte) 0xC1;
    static final byte ISSUER_KEY = (byte) 0xC2;
    static final byte FCI = (byte) 0x6F;
    static final byte FCI_PROPRIETARY = (byte) 0xA5;
    static final byte OPERATION = (byte) 0xE1;
    static final byte RESULT = (byte) 0xE2;
    static final byte STATUS = (byte) 0xE3;
    static final byte CERTIFICATE = (byte) 0xE4;
    static final byte CARD_INFO = (byte) 0xE5;
    static final byte CARD_LIMITS = (byte) 0xE6;
    static final byte ISSUER_KEYS = (byte) 0xE7;

    private Tags() {}
}
