package io.sealcharge.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.CryptoException;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;

/**
 * The key that the card signs with. Certified: a pair that the card made, with the standard generator. Derived: the issuer's signature over the
 * card's id, whose s is the private key and whose R is the generator. Each has a key object of its own, so that a pair that is being made, or was torn
 * while it was made, touches no key in use: which one is the card's the scheme says.
 */
final class CardKey {
    static final byte NO_KEY = 0x00;
    static final byte CERTIFIED = 0x01;
    static final byte DERIVED = 0x02;

    final byte[] publicKey = new byte[Curve.POINT_LENGTH];
    final byte[] generator = new byte[Curve.POINT_LENGTH];

    private final KeyPair ownPair = new KeyPair(KeyPair.ALG_EC_FP, KeyBuilder.LENGTH_EC_FP_256);
    private final ECPrivateKey derivedKey =
            (ECPrivateKey) KeyBuilder.buildKey(KeyBuilder.TYPE_EC_FP_PRIVATE, KeyBuilder.LENGTH_EC_FP_256, false);
    private final ECPublicKey derivedPublic =
            (ECPublicKey) KeyBuilder.buildKey(KeyBuilder.TYPE_EC_FP_PUBLIC, KeyBuilder.LENGTH_EC_FP_256, false);
    private final Signatures signatures;
    private final byte[] probe = JCSystem.makeTransientByteArray(Signatures.LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private byte scheme = NO_KEY;

    CardKey(Signatures signatures) {
        this.signatures = signatures;
        Curve.define((ECPublicKey) ownPair.getPublic());
        Curve.define((ECPrivateKey) ownPair.getPrivate());
        Curve.define(derivedKey);
        Curve.define(derivedPublic);
    }

    byte scheme() {
        return scheme;
    }

    boolean is(byte[] y, short yAt, byte[] r, short rAt) {
        return Util.arrayCompare(y, yAt, publicKey, (short) 0, Curve.POINT_LENGTH) == 0
                && Util.arrayCompare(r, rAt, generator, (short) 0, Curve.POINT_LENGTH) == 0;
    }

    ECPrivateKey privateKey() {
        return scheme == DERIVED ? derivedKey : (ECPrivateKey) ownPair.getPrivate();
    }

    /** Makes a key pair, which is not the card's key yet. Outside transactions: the card's generator writes by itself. */
    void generate() {
        ownPair.genKeyPair();
    }

    /** Makes the generated pair the card's key. Inside a transaction. */
    void useGenerated() {
        ((ECPublicKey) ownPair.getPublic()).getW(publicKey, (short) 0);
        Util.arrayCopy(Curve.GENERATOR, (short) 0, generator, (short) 0, Curve.POINT_LENGTH);
        scheme = CERTIFIED;
    }

    /**
     * Makes a derived key the card's. Inside a transaction, which the caller must abort when the parts do not belong together.
     *
     * @return whether a signature made with s and R verifies with Y and R, which shows sR = Y
     */
    boolean useDerived(byte[] s, short sAt, byte[] y, short yAt, byte[] r, short rAt) {
        try {
            derivedKey.setG(r, rAt, Curve.POINT_LENGTH);
            derivedKey.setS(s, sAt, Curve.FIELD_LENGTH);
            derivedPublic.setG(r, rAt, Curve.POINT_LENGTH);
            derivedPublic.setW(y, yAt, Curve.POINT_LENGTH);
            signatures.sign(derivedKey, Domains.POSSESSION, y, yAt, Curve.POINT_LENGTH, probe, (short) 0);
        } catch (CryptoException e) {
            return false;
        }
        Util.arrayCopy(y, yAt, publicKey, (short) 0, Curve.POINT_LENGTH);
        Util.arrayCopy(r, rAt, generator, (short) 0, Curve.POINT_LENGTH);
        scheme = DERIVED;
        return signatures.verify(derivedPublic, Domains.POSSESSION, y, yAt, Curve.POINT_LENGTH, probe, (short) 0);
    }
}
