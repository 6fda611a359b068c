package io.sealcharge.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * The steps that make a blank card an issuer's. Each is whole or absent, and may be begun again under a new session until the card is locked; any
 * answer but 9000 ends the session.
 */
final class Personalisation {
    private static final byte BEGIN = 0x01;
    private static final byte STORE_PARAMETERS = 0x02;
    private static final byte STORE_ISSUER_KEY = 0x03;
    private static final byte MAKE_CARD_KEY = 0x04;
    private static final byte STORE_CARD_KEY = 0x05;
    private static final byte PROVE_POSSESSION = 0x06;
    private static final byte STORE_CERTIFICATE = 0x07;
    private static final byte LOCK = 0x08;

    /** The length of each step's data, by its number less 1. */
    private static final short[] LENGTHS = {18, 64, 90, 18, 197, 36, 244, 18};

    private static final short FIELD = 2;
    private static final short MAC_FIELD = 18;
    private static final short CRYPTOGRAM = 176;

    final SecureChannel channel = new SecureChannel();
    private final Card card;

    /** The scheme as the possession's signature names it. */
    private final byte[] scheme = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_DESELECT);

    Personalisation(Card card) {
        this.card = card;
    }

    static boolean isStep(byte step) {
        return step >= BEGIN && step <= LOCK;
    }

    static short lengthOf(byte step) {
        return LENGTHS[(short) (step - 1)];
    }

    /** @return the length of the answer */
    short process(byte step, byte[] buffer, short at, short end) {
        card.lifeCycle.requireBlank();
        if (step == BEGIN) {
            return begin(buffer, at, end);
        }
        short body = (short) (end - MAC_FIELD);
        LifeCycle.require(channel.isOpen());
        channel.requireMac(buffer, at, body);
        requireForm(step, buffer, at, body);
        return channel.addMac(card.answer, perform(step, buffer, at));
    }

    private static void requireForm(byte step, byte[] buffer, short at, short body) {
        switch (step) {
            case STORE_PARAMETERS:
                requireParameters(buffer, at, body);
                return;
            case STORE_ISSUER_KEY:
                short name = Tlv.expect(buffer, at, body, Tags.ISSUER_KEY, IssuerKeys.NAME_LENGTH);
                Form.requireKeyName(buffer, name);
                Form.requirePoint(
                        buffer,
                        Tlv.expect(
                                buffer,
                                (short) (name + IssuerKeys.NAME_LENGTH),
                                body,
                                Tags.PUBLIC_KEY,
                                Curve.POINT_LENGTH));
                return;
            case STORE_CARD_KEY:
                Tlv.expectLong(buffer, at, body, Tags.CRYPTOGRAM, CRYPTOGRAM);
                return;
            case PROVE_POSSESSION:
                Tlv.expect(buffer, at, body, Tags.NONCE, SecureChannel.NONCE_LENGTH);
                return;
            case STORE_CERTIFICATE:
                Certificate.requireForm(buffer, at, body);
                return;
            default:
        }
    }

    private static void requireParameters(byte[] buffer, short at, short end) {
        short id = Tlv.expect(buffer, at, end, Tags.CARD_ID, Identity.ID_LENGTH);
        short issuer = Tlv.expect(buffer, (short) (id + Identity.ID_LENGTH), end, Tags.ISSUER, Identity.ISSUER_LENGTH);
        short currency = Tlv.expect(
                buffer, (short) (issuer + Identity.ISSUER_LENGTH), end, Tags.CURRENCY, Identity.CURRENCY_LENGTH);
        Form.requireCurrency(buffer, currency);
        Form.requireLimits(
                buffer,
                Tlv.expect(
                        buffer, (short) (currency + Identity.CURRENCY_LENGTH), end, Tags.LIMITS, Purse.LIMITS_LENGTH));
    }

    private short begin(byte[] buffer, short at, short end) {
        Tlv.expect(buffer, at, end, Tags.NONCE, SecureChannel.NONCE_LENGTH);
        byte[] answer = card.answer;
        short next = Tlv.put(answer, (short) 0, Tags.SERIAL, card.identity.serial, (short) 0, Identity.SERIAL_LENGTH);
        short nonce = Tlv.header(answer, next, Tags.NONCE, SecureChannel.NONCE_LENGTH);
        card.random.generateData(answer, nonce, SecureChannel.NONCE_LENGTH);
        channel.open(card.identity.serial, buffer, (short) (at + FIELD), answer, nonce);
        return channel.addMac(answer, (short) (nonce + SecureChannel.NONCE_LENGTH));
    }

    /** @return the length of the answer before its MAC */
    private short perform(byte step, byte[] buffer, short at) {
        switch (step) {
            case STORE_PARAMETERS:
                return storeParameters(buffer, (short) (at + FIELD));
            case STORE_ISSUER_KEY:
                return storeIssuerKey(buffer, (short) (at + FIELD));
            case MAKE_CARD_KEY:
                return makeCardKey();
            case STORE_CARD_KEY:
                return storeCardKey(buffer, (short) (at + FIELD + 1));
            case PROVE_POSSESSION:
                return provePossession(buffer, (short) (at + FIELD));
            case STORE_CERTIFICATE:
                return storeCertificate(buffer, at);
            default:
                return lock();
        }
    }

    /** Forgets the issuer's keys and the certificate too, so that nothing of a torn personalisation stays. */
    private short storeParameters(byte[] buffer, short id) {
        short issuer = (short) (id + Identity.ID_LENGTH + FIELD);
        short currency = (short) (issuer + Identity.ISSUER_LENGTH + FIELD);
        short limits = (short) (currency + Identity.CURRENCY_LENGTH + FIELD);
        JCSystem.beginTransaction();
        Util.arrayCopy(buffer, id, card.identity.id, (short) 0, Identity.ID_LENGTH);
        Util.arrayCopy(buffer, issuer, card.identity.issuer, (short) 0, Identity.ISSUER_LENGTH);
        Util.arrayCopy(buffer, currency, card.identity.currency, (short) 0, Identity.CURRENCY_LENGTH);
        Util.arrayCopy(buffer, limits, card.purse.limits, (short) 0, Purse.LIMITS_LENGTH);
        card.identity.setNamed();
        card.issuerKeys.forget();
        card.certificate.drop();
        JCSystem.commitTransaction();
        return 0;
    }

    private short storeIssuerKey(byte[] buffer, short name) {
        LifeCycle.require(card.identity.isNamed());
        short slot = card.issuerKeys.find(buffer, name);
        if (slot == IssuerKeys.NOWHERE) {
            slot = card.issuerKeys.requireRoom(buffer[name]);
        }
        JCSystem.beginTransaction();
        card.issuerKeys.put(slot, buffer, name, buffer, (short) (name + IssuerKeys.NAME_LENGTH + FIELD));
        JCSystem.commitTransaction();
        return 0;
    }

    private short makeCardKey() {
        if (card.key.scheme() != CardKey.CERTIFIED) {
            card.key.generate();
            JCSystem.beginTransaction();
            card.key.useGenerated();
            card.certificate.drop();
            JCSystem.commitTransaction();
        }
        return writePublicKey();
    }

    private short storeCardKey(byte[] buffer, short cryptogram) {
        short end = channel.decrypt(buffer, cryptogram, CRYPTOGRAM);
        short secret = Tlv.expect(buffer, cryptogram, end, Tags.PRIVATE_KEY, Curve.FIELD_LENGTH);
        short y = Tlv.expect(buffer, (short) (secret + Curve.FIELD_LENGTH), end, Tags.PUBLIC_KEY, Curve.POINT_LENGTH);
        Form.requirePoint(buffer, y);
        short r = Tlv.expect(buffer, (short) (y + Curve.POINT_LENGTH), end, Tags.GENERATOR, Curve.POINT_LENGTH);
        Form.requirePoint(buffer, r);
        Tlv.require((short) (r + Curve.POINT_LENGTH) == end && isScalar(buffer, secret));
        JCSystem.beginTransaction();
        boolean fits = card.key.useDerived(buffer, secret, buffer, y, buffer, r);
        if (fits) {
            card.certificate.drop();
            JCSystem.commitTransaction();
        } else {
            JCSystem.abortTransaction();
        }
        Util.arrayFillNonAtomic(buffer, cryptogram, CRYPTOGRAM, (byte) 0);
        Tlv.require(fits);
        return writePublicKey();
    }

    private static boolean isScalar(byte[] from, short at) {
        return !Unsigned.isZero(from, at, Curve.FIELD_LENGTH)
                && Unsigned.isGreater(Curve.ORDER, (short) 0, from, at, Curve.FIELD_LENGTH);
    }

    private short writePublicKey() {
        return Tlv.put(card.answer, (short) 0, Tags.PUBLIC_KEY, card.key.publicKey, (short) 0, Curve.POINT_LENGTH);
    }

    private short provePossession(byte[] buffer, short nonce) {
        CardKey key = card.key;
        LifeCycle.require(key.scheme() != CardKey.NO_KEY);
        scheme[0] = key.scheme();
        Signatures signatures = card.signatures;
        signatures.startSigning(key.privateKey(), Domains.POSSESSION);
        signatures.add(card.identity.serial, (short) 0, Identity.SERIAL_LENGTH);
        signatures.add(scheme, (short) 0, (short) 1);
        signatures.add(key.publicKey, (short) 0, Curve.POINT_LENGTH);
        signatures.add(key.generator, (short) 0, Curve.POINT_LENGTH);
        signatures.add(buffer, nonce, SecureChannel.NONCE_LENGTH);
        return signatures.sign(card.answer, Tlv.header(card.answer, (short) 0, Tags.SIGNATURE, Signatures.LENGTH));
    }

    private short storeCertificate(byte[] buffer, short at) {
        LifeCycle.require(card.identity.isNamed() && card.key.scheme() != CardKey.NO_KEY);
        Tlv.require(Certificate.names(buffer, at, card.identity, card.key));
        JCSystem.beginTransaction();
        card.certificate.store(buffer, at);
        JCSystem.commitTransaction();
        return 0;
    }

    private short lock() {
        LifeCycle.require(card.identity.isNamed()
                && card.issuerKeys.has(IssuerKeys.OPERATION)
                && card.issuerKeys.has(IssuerKeys.ADMIN)
                && card.certificate.isPresent());
        JCSystem.beginTransaction();
        channel.destroyTransportKey();
        card.lifeCycle.set(LifeCycle.ACTIVE);
        JCSystem.commitTransaction();
        return 0;
    }
}
