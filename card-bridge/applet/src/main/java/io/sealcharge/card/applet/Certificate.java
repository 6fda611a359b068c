package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/** The card's certificate with its signature, as it was delivered. The card cannot check the signature; whoever reads it can. */
final class Certificate {
    /** E4 with a header of 3 bytes and 157 bytes of fields, then 9E with 66 bytes. */
    static final short LENGTH = 226;

    private static final short BODY = 157;
    private static final short SIGNATURE_FIELD = 160;

    private final byte[] bytes = new byte[LENGTH];
    private boolean present;

    boolean isPresent() {
        return present;
    }

    void drop() {
        present = false;
    }

    /** Inside a transaction. */
    void store(byte[] from, short at) {
        Util.arrayCopy(from, at, bytes, (short) 0, LENGTH);
        present = true;
    }

    short write(byte[] to, short at) {
        if (!present) {
            ISOException.throwIt(StatusWords.NO_DATA);
        }
        return Util.arrayCopyNonAtomic(bytes, (short) 0, to, at, LENGTH);
    }

    /** Refuses what is not the one form of a certificate with its signature. */
    static void requireForm(byte[] from, short at, short end) {
        short value = Tlv.expectLong(from, at, end, Tags.CERTIFICATE, BODY);
        short body = (short) (value + BODY);
        value = Tlv.expect(from, value, body, Tags.SCHEME, (short) 1);
        Tlv.require(from[value] == CardKey.CERTIFIED || from[value] == CardKey.DERIVED);
        value = Tlv.expect(from, (short) (value + 1), body, Tags.ISSUER, Identity.ISSUER_LENGTH);
        value = Tlv.expect(
                from, (short) (value + Identity.ISSUER_LENGTH), body, Tags.CERTIFICATE_EPOCH, IssuerKeys.EPOCH_LENGTH);
        Form.requireEpoch(from, value);
        value = Tlv.expect(from, (short) (value + IssuerKeys.EPOCH_LENGTH), body, Tags.CARD_ID, Identity.ID_LENGTH);
        value = Tlv.expect(from, (short) (value + Identity.ID_LENGTH), body, Tags.PUBLIC_KEY, Curve.POINT_LENGTH);
        Form.requirePoint(from, value);
        value = Tlv.expect(from, (short) (value + Curve.POINT_LENGTH), body, Tags.GENERATOR, Curve.POINT_LENGTH);
        Form.requirePoint(from, value);
        value = Tlv.expect(from, (short) (at + SIGNATURE_FIELD), end, Tags.SIGNATURE, Signatures.LENGTH);
        Tlv.require((short) (value + Signatures.LENGTH) == end);
    }

    /** @return whether a certificate of the right form names this card and its key */
    static boolean names(byte[] from, short at, Identity identity, CardKey key) {
        short scheme = (short) (at + 5);
        short issuer = (short) (at + 8);
        short id = (short) (at + 18);
        short y = (short) (at + 28);
        short r = (short) (at + 95);
        return from[scheme] == key.scheme()
                && Util.arrayCompare(from, issuer, identity.issuer, (short) 0, Identity.ISSUER_LENGTH) == 0
                && identity.isCard(from, id)
                && key.is(from, y, from, r);
    }
}
