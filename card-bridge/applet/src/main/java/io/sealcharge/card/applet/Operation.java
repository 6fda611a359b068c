package io.sealcharge.card.applet;

import javacard.framework.JCSystem;

/**
 * An operation with its signature, as EXECUTE's data: where its fields stand in the command. Reading refuses whatever is not the one encoding of an
 * operation.
 */
final class Operation {
    static final short SHORTEST = 120;
    static final short LONGEST = 192;
    static final short HEADER = 2;

    private static final short ID = 0;
    private static final short CARD = 1;
    private static final short COUNTER = 2;
    private static final short CHALLENGE = 3;
    private static final short SIGNING_KEY = 4;
    private static final short CURRENCY = 5;
    private static final short CONTENT = 6;
    private static final short POINT = 7;
    private static final short END = 8;
    private static final short PLACES = 9;
    private static final short CHANGE_LENGTH = 9;
    private static final short COUNTERPART_LENGTH = 17;
    private static final short SIGNATURE_LENGTH = 66;

    private final short[] places = JCSystem.makeTransientShortArray(PLACES, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] business = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_DESELECT);

    void read(byte[] from, short at, short end) {
        short body = (short) (end - at - HEADER - SIGNATURE_LENGTH);
        short value = Tlv.expect(from, at, end, Tags.OPERATION, body);
        Tlv.require(body >= 0);
        short bodyEnd = (short) (value + body);
        places[END] = bodyEnd;
        Tlv.expect(from, bodyEnd, end, Tags.SIGNATURE, Signatures.LENGTH);
        value = readCommon(from, value, bodyEnd);
        Tlv.require(readContent(from, value, bodyEnd) == bodyEnd);
    }

    private short readCommon(byte[] from, short at, short end) {
        short value = Tlv.expect(from, at, end, Tags.BUSINESS, (short) 1);
        business[0] = from[value];
        Tlv.require(Business.isKnown(from[value]));
        value = Tlv.expect(from, (short) (value + 1), end, Tags.CARD_ID, Identity.ID_LENGTH);
        places[CARD] = value;
        value = Tlv.expect(
                from, (short) (value + Identity.ID_LENGTH), end, Tags.OPERATION_ID, LastResult.OPERATION_ID_LENGTH);
        Form.requireOperationId(from, value);
        places[ID] = value;
        value = Tlv.expect(
                from, (short) (value + LastResult.OPERATION_ID_LENGTH), end, Tags.COUNTER, Purse.COUNTER_LENGTH);
        places[COUNTER] = value;
        value = Tlv.expect(from, (short) (value + Purse.COUNTER_LENGTH), end, Tags.CHALLENGE, Session.CHALLENGE_LENGTH);
        places[CHALLENGE] = value;
        value = Tlv.expect(
                from, (short) (value + Session.CHALLENGE_LENGTH), end, Tags.SIGNING_KEY, IssuerKeys.NAME_LENGTH);
        Form.requireKeyName(from, value);
        places[SIGNING_KEY] = value;
        return (short) (value + IssuerKeys.NAME_LENGTH);
    }

    /** @return the end of the fields that the business has */
    private short readContent(byte[] from, short at, short end) {
        if (Business.movesValue(business[0])) {
            short change = Tlv.expect(from, readCurrency(from, at, end), end, Tags.AMOUNT_CHANGE, CHANGE_LENGTH);
            Form.requireChange(from, change, business[0]);
            places[CONTENT] = change;
            short counterpart =
                    Tlv.expect(from, (short) (change + CHANGE_LENGTH), end, Tags.COUNTERPART, COUNTERPART_LENGTH);
            Form.requireCounterpart(from, counterpart);
            return (short) (counterpart + COUNTERPART_LENGTH);
        }
        switch (business[0]) {
            case Business.SET_LIMITS:
                short limits = Tlv.expect(from, readCurrency(from, at, end), end, Tags.LIMITS, Purse.LIMITS_LENGTH);
                Form.requireLimits(from, limits);
                places[CONTENT] = limits;
                return (short) (limits + Purse.LIMITS_LENGTH);
            case Business.ADD_KEY:
                short point = Tlv.expect(from, readKeyName(from, at, end), end, Tags.PUBLIC_KEY, Curve.POINT_LENGTH);
                Form.requirePoint(from, point);
                places[POINT] = point;
                return (short) (point + Curve.POINT_LENGTH);
            case Business.RETIRE_KEY:
                return readKeyName(from, at, end);
            default:
                return at;
        }
    }

    private short readCurrency(byte[] from, short at, short end) {
        short currency = Tlv.expect(from, at, end, Tags.CURRENCY, Identity.CURRENCY_LENGTH);
        Form.requireCurrency(from, currency);
        places[CURRENCY] = currency;
        return (short) (currency + Identity.CURRENCY_LENGTH);
    }

    private short readKeyName(byte[] from, short at, short end) {
        short name = Tlv.expect(from, at, end, Tags.ISSUER_KEY, IssuerKeys.NAME_LENGTH);
        Form.requireKeyName(from, name);
        places[CONTENT] = name;
        return (short) (name + IssuerKeys.NAME_LENGTH);
    }

    byte business() {
        return business[0];
    }

    boolean hasCurrency() {
        return Business.movesValue(business[0]) || business[0] == Business.SET_LIMITS;
    }

    short id() {
        return places[ID];
    }

    short card() {
        return places[CARD];
    }

    short counter() {
        return places[COUNTER];
    }

    short challenge() {
        return places[CHALLENGE];
    }

    short signingKey() {
        return places[SIGNING_KEY];
    }

    short currency() {
        return places[CURRENCY];
    }

    short amount() {
        return (short) (places[CONTENT] + 1);
    }

    short limits() {
        return places[CONTENT];
    }

    short keyName() {
        return places[CONTENT];
    }

    short point() {
        return places[POINT];
    }

    /** Where the E1 object ends; its signature's field follows. */
    short end() {
        return places[END];
    }

    short signature() {
        return (short) (places[END] + HEADER);
    }
}
