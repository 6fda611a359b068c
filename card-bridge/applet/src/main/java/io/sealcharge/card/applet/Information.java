package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/** What the card tells of itself: SELECT, GET DATA, GET BALANCE, INITIALIZE, SIGNED STATUS. */
final class Information {
    static final short STATUS_REQUEST_LENGTH = 36;

    private static final byte PROTOCOL_VERSION = 0x01;
    private static final short NONCE_LENGTH = 16;
    private static final short FIELDS = 2;

    /** {@code F0} and {@code SEALCARD} in ASCII, then the version. */
    private static final byte[] APPLICATION = {(byte) 0xF0, 0x53, 0x45, 0x41, 0x4C, 0x43, 0x41, 0x52, 0x44, 0x01};

    private final Card card;

    Information(Card card) {
        this.card = card;
    }

    static boolean isApplication(byte[] from, short at, short length) {
        return length == (short) APPLICATION.length && Util.arrayCompare(from, at, APPLICATION, (short) 0, length) == 0;
    }

    /** The file control information that SELECT answers. */
    short select() {
        byte[] answer = card.answer;
        short next = Tlv.put(answer, FIELDS, Tags.APPLICATION, APPLICATION, (short) 0, (short) APPLICATION.length);
        short proprietary = next;
        next = Tlv.putByte(answer, (short) (next + FIELDS), Tags.VERSION, PROTOCOL_VERSION);
        next = Tlv.putByte(answer, next, Tags.STATE, card.lifeCycle.get());
        next = Tlv.put(answer, next, Tags.SERIAL, card.identity.serial, (short) 0, Identity.SERIAL_LENGTH);
        if (!card.lifeCycle.is(LifeCycle.BLANK)) {
            next = Tlv.put(answer, next, Tags.CARD_ID, card.identity.id, (short) 0, Identity.ID_LENGTH);
        }
        Tlv.header(answer, proprietary, Tags.FCI_PROPRIETARY, (short) (next - proprietary - FIELDS));
        Tlv.header(answer, (short) 0, Tags.FCI, (short) (next - FIELDS));
        return next;
    }

    short getData(byte tag) {
        if (tag == Tags.CARD_INFO) {
            return cardInfo();
        }
        if (!card.lifeCycle.is(LifeCycle.BLANK)) {
            switch (tag) {
                case Tags.CARD_LIMITS:
                    return limits();
                case Tags.ISSUER_KEYS:
                    return issuerKeys();
                case Tags.CERTIFICATE:
                    return card.certificate.write(card.answer, (short) 0);
                default:
            }
        }
        ISOException.throwIt(StatusWords.NO_DATA);
        return 0;
    }

    private short issuerKeys() {
        short length = (short) (card.issuerKeys.count() * (short) (FIELDS + IssuerKeys.NAME_LENGTH));
        return card.issuerKeys.list(card.answer, Tlv.header(card.answer, (short) 0, Tags.ISSUER_KEYS, length));
    }

    private short cardInfo() {
        byte[] answer = card.answer;
        Identity identity = card.identity;
        short next = Tlv.putByte(answer, FIELDS, Tags.VERSION, PROTOCOL_VERSION);
        next = Tlv.putByte(answer, next, Tags.STATE, card.lifeCycle.get());
        next = Tlv.put(answer, next, Tags.SERIAL, identity.serial, (short) 0, Identity.SERIAL_LENGTH);
        if (!card.lifeCycle.is(LifeCycle.BLANK)) {
            next = Tlv.put(answer, next, Tags.CARD_ID, identity.id, (short) 0, Identity.ID_LENGTH);
            next = Tlv.put(answer, next, Tags.ISSUER, identity.issuer, (short) 0, Identity.ISSUER_LENGTH);
            next = Tlv.put(answer, next, Tags.CURRENCY, identity.currency, (short) 0, Identity.CURRENCY_LENGTH);
            next = Tlv.putByte(answer, next, Tags.SCHEME, card.key.scheme());
            next = Tlv.putByte(answer, next, Tags.PIN_TRIES, card.pin.triesLeft());
        }
        Tlv.header(answer, (short) 0, Tags.CARD_INFO, (short) (next - FIELDS));
        return next;
    }

    private short limits() {
        byte[] answer = card.answer;
        Purse purse = card.purse;
        short next =
                Tlv.put(answer, FIELDS, Tags.CURRENCY, card.identity.currency, (short) 0, Identity.CURRENCY_LENGTH);
        next = Tlv.put(answer, next, Tags.LIMITS, purse.limits, (short) 0, Purse.LIMITS_LENGTH);
        next = Tlv.put(answer, next, Tags.AMOUNT, purse.withoutPin, (short) 0, Unsigned.AMOUNT_LENGTH);
        Tlv.header(answer, (short) 0, Tags.CARD_LIMITS, (short) (next - FIELDS));
        return next;
    }

    short balance() {
        short next =
                Tlv.put(card.answer, (short) 0, Tags.BALANCE, card.purse.balance, (short) 0, Unsigned.AMOUNT_LENGTH);
        return Tlv.put(card.answer, next, Tags.CURRENCY, card.identity.currency, (short) 0, Identity.CURRENCY_LENGTH);
    }

    short initialize(byte business) {
        card.lifeCycle.requireAllows(business);
        card.purse.requireCounterFor(business);
        card.session.begin(business);
        byte[] answer = card.answer;
        short next = Tlv.put(answer, (short) 0, Tags.CARD_ID, card.identity.id, (short) 0, Identity.ID_LENGTH);
        next = Tlv.put(answer, next, Tags.BALANCE, card.purse.balance, (short) 0, Unsigned.AMOUNT_LENGTH);
        next = Tlv.put(answer, next, Tags.COUNTER, card.purse.counter, (short) 0, Purse.COUNTER_LENGTH);
        return Tlv.put(answer, next, Tags.CHALLENGE, card.session.challenge, (short) 0, Session.CHALLENGE_LENGTH);
    }

    /** Whatever was agreed before is void once the status is signed: first it is forgotten, then the card signs. */
    short signedStatus(byte[] data, short at, short end) {
        short asked = Tlv.expect(data, at, end, Tags.ASKED_OPERATION_ID, LastResult.OPERATION_ID_LENGTH);
        short nonce = Tlv.expect(data, (short) (asked + LastResult.OPERATION_ID_LENGTH), end, Tags.NONCE, NONCE_LENGTH);
        card.lifeCycle.requirePersonalised();
        card.forgetSession();
        short length = writeStatus(data, asked, nonce);
        short signature = Tlv.header(card.answer, length, Tags.SIGNATURE, Signatures.LENGTH);
        return card.signatures.sign(
                card.key.privateKey(), Domains.STATUS, card.answer, (short) 0, length, card.answer, signature);
    }

    private short writeStatus(byte[] data, short asked, short nonce) {
        byte[] answer = card.answer;
        short next = Tlv.header(answer, (short) 0, Tags.STATUS, (short) 0);
        next = Tlv.put(answer, next, Tags.CARD_ID, card.identity.id, (short) 0, Identity.ID_LENGTH);
        next = Tlv.putByte(answer, next, Tags.STATE, card.lifeCycle.get());
        next = Tlv.put(answer, next, Tags.COUNTER, card.purse.counter, (short) 0, Purse.COUNTER_LENGTH);
        next = Tlv.put(answer, next, Tags.BALANCE, card.purse.balance, (short) 0, Unsigned.AMOUNT_LENGTH);
        next = card.lastResult.writeOperationId(answer, next);
        next = card.lastResult.writeDigest(answer, next);
        next = Tlv.put(answer, next, Tags.ASKED_OPERATION_ID, data, asked, LastResult.OPERATION_ID_LENGTH);
        next = Tlv.put(answer, next, Tags.NONCE, data, nonce, NONCE_LENGTH);
        Tlv.header(answer, (short) 0, Tags.STATUS, (short) (next - FIELDS));
        return next;
    }
}
