package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/** TRANSFER REQUEST: the card makes the operation, signs it and remembers it; the issuer's signature over the very same makes it apply. */
final class Transfers {
    static final short REQUEST_LENGTH = 52;

    private static final short BODY_LENGTH = 86;
    private static final short OPERATION_LENGTH = 88;
    private static final short COUNTERPART_LENGTH = 17;
    private static final short CHANGE_LENGTH = 9;

    private final Card card;

    Transfers(Card card) {
        this.card = card;
    }

    /** @return the length of the answer */
    short process(byte business, byte[] data, short at, short end) {
        short id = Tlv.expect(data, at, end, Tags.OPERATION_ID, LastResult.OPERATION_ID_LENGTH);
        Form.requireOperationId(data, id);
        short key = Tlv.expect(
                data, (short) (id + LastResult.OPERATION_ID_LENGTH), end, Tags.SIGNING_KEY, IssuerKeys.NAME_LENGTH);
        Form.requireKeyName(data, key);
        short amount =
                Tlv.expect(data, (short) (key + IssuerKeys.NAME_LENGTH), end, Tags.AMOUNT, Unsigned.AMOUNT_LENGTH);
        Form.requirePositive(data, amount);
        short counterpart =
                Tlv.expect(data, (short) (amount + Unsigned.AMOUNT_LENGTH), end, Tags.COUNTERPART, COUNTERPART_LENGTH);
        Form.requireCounterpart(data, counterpart);
        check(business, data, key, amount);
        writeOperation(business, data, id, key, amount, counterpart);
        return sign();
    }

    private void check(byte business, byte[] data, short key, short amount) {
        card.lifeCycle.requireActive();
        if (data[key] != IssuerKeys.OPERATION || card.issuerKeys.find(data, key) == IssuerKeys.NOWHERE) {
            ISOException.throwIt(StatusWords.KEY);
        }
        card.purse.requireCounterFor(business);
        if (!card.session.isFor(business)) {
            ISOException.throwIt(StatusWords.CHALLENGE);
        }
        card.purse.requireUnderCaps(business, data, amount);
        if (Business.isDebit(business)) {
            card.purse.requirePinFor(data, amount, card.pin.isVerified());
            card.purse.requireBalanceFor(data, amount);
        }
    }

    private void writeOperation(byte business, byte[] data, short id, short key, short amount, short counterpart) {
        byte[] answer = card.answer;
        short next = Tlv.header(answer, (short) 0, Tags.OPERATION, BODY_LENGTH);
        next = Tlv.putByte(answer, next, Tags.BUSINESS, business);
        next = Tlv.put(answer, next, Tags.CARD_ID, card.identity.id, (short) 0, Identity.ID_LENGTH);
        next = Tlv.put(answer, next, Tags.OPERATION_ID, data, id, LastResult.OPERATION_ID_LENGTH);
        next = Tlv.put(answer, next, Tags.COUNTER, card.purse.counter, (short) 0, Purse.COUNTER_LENGTH);
        next = Tlv.put(answer, next, Tags.CHALLENGE, card.session.challenge, (short) 0, Session.CHALLENGE_LENGTH);
        next = Tlv.put(answer, next, Tags.SIGNING_KEY, data, key, IssuerKeys.NAME_LENGTH);
        next = Tlv.put(answer, next, Tags.CURRENCY, card.identity.currency, (short) 0, Identity.CURRENCY_LENGTH);
        next = Tlv.header(answer, next, Tags.AMOUNT_CHANGE, CHANGE_LENGTH);
        answer[next] = Form.signOf(business);
        next = Util.arrayCopyNonAtomic(data, amount, answer, (short) (next + 1), Unsigned.AMOUNT_LENGTH);
        Tlv.put(answer, next, Tags.COUNTERPART, data, counterpart, COUNTERPART_LENGTH);
    }

    private short sign() {
        short signature = Tlv.header(card.answer, OPERATION_LENGTH, Tags.SIGNATURE, Signatures.LENGTH);
        short end = card.signatures.sign(
                card.key.privateKey(),
                Domains.TRANSFER,
                card.answer,
                (short) 0,
                OPERATION_LENGTH,
                card.answer,
                signature);
        card.digest(card.answer, (short) 0, OPERATION_LENGTH);
        card.session.rememberTransfer(card.digest, (short) 0);
        return end;
    }
}
