package io.sealcharge.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.CryptoException;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.Signature;

/**
 * ECDSA with SHA-256 over a list of parts, each with its length before it, the domain first. Signatures are r and s of 32 bytes each; the Java Card
 * API has them in DER.
 */
final class Signatures {
    static final short LENGTH = 64;

    private static final short LONGEST_DER = 72;
    private static final short HALF = 32;
    private static final byte SEQUENCE = 0x30;
    private static final byte INTEGER = 0x02;
    private static final short SEQUENCE_HEADER = 2;
    private static final short INTEGER_HEADER = 2;

    private final Signature ecdsa = Signature.getInstance(Signature.ALG_ECDSA_SHA_256, false);
    private final byte[] der = JCSystem.makeTransientByteArray(LONGEST_DER, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] partLength = JCSystem.makeTransientByteArray((short) 2, JCSystem.CLEAR_ON_DESELECT);

    void startSigning(ECPrivateKey key, byte[] domain) {
        ecdsa.init(key, Signature.MODE_SIGN);
        ecdsa.update(domain, (short) 0, (short) domain.length);
    }

    void add(byte[] part, short at, short length) {
        Util.setShort(partLength, (short) 0, length);
        ecdsa.update(partLength, (short) 0, (short) 2);
        ecdsa.update(part, at, length);
    }

    /** @return where the next byte after the signature goes */
    short sign(byte[] to, short at) {
        ecdsa.sign(partLength, (short) 0, (short) 0, der, (short) 0);
        short next = copyInteger(SEQUENCE_HEADER, to, at);
        copyInteger(next, to, (short) (at + HALF));
        return (short) (at + LENGTH);
    }

    /** Signs one part. */
    short sign(ECPrivateKey key, byte[] domain, byte[] part, short partAt, short length, byte[] to, short at) {
        startSigning(key, domain);
        add(part, partAt, length);
        return sign(to, at);
    }

    /** @return whether the signature over one part is right; that of a point off the curve never is */
    boolean verify(
            ECPublicKey key, byte[] domain, byte[] part, short partAt, short length, byte[] signature, short at) {
        short derLength = encode(signature, at);
        try {
            ecdsa.init(key, Signature.MODE_VERIFY);
            ecdsa.update(domain, (short) 0, (short) domain.length);
            add(part, partAt, length);
            return ecdsa.verify(partLength, (short) 0, (short) 0, der, (short) 0, derLength);
        } catch (CryptoException e) {
            return false;
        }
    }

    /** Copies an integer of the DER signature into 32 bytes. */
    private short copyInteger(short header, byte[] to, short at) {
        short length = der[(short) (header + 1)];
        short value = (short) (header + INTEGER_HEADER);
        short next = (short) (value + length);
        while (length > HALF) {
            value++;
            length--;
        }
        Util.arrayFillNonAtomic(to, at, HALF, (byte) 0);
        Util.arrayCopyNonAtomic(der, value, to, (short) (at + HALF - length), length);
        return next;
    }

    /** @return the length of the DER signature */
    private short encode(byte[] from, short at) {
        der[0] = SEQUENCE;
        short next = putInteger(from, at, SEQUENCE_HEADER);
        next = putInteger(from, (short) (at + HALF), next);
        der[1] = (byte) (next - SEQUENCE_HEADER);
        return next;
    }

    private short putInteger(byte[] from, short at, short header) {
        short value = at;
        short length = HALF;
        while (length > 1 && from[value] == 0) {
            value++;
            length--;
        }
        short next = (short) (header + INTEGER_HEADER);
        short padding = 0;
        if (from[value] < 0) {
            der[next] = 0;
            next++;
            padding = 1;
        }
        der[header] = INTEGER;
        der[(short) (header + 1)] = (byte) (length + padding);
        return Util.arrayCopyNonAtomic(from, value, der, next, length);
    }
}
