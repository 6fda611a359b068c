package io.sealcharge.card.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;

/** The result of the last applied operation with its signature, as it was answered. */
final class LastResult {
    /** E2 of 93 bytes of fields. */
    static final short RESULT_LENGTH = 95;

    static final short OPERATION_ID_LENGTH = 16;

    private static final short OPERATION_ID = 4;
    private static final short DIGEST = 22;

    private final byte[] result = new byte[RESULT_LENGTH];
    private final byte[] signature = new byte[Signatures.LENGTH];
    private boolean present;

    boolean isFor(byte[] digest, short at) {
        return present && Util.arrayCompare(digest, at, result, DIGEST, Session.DIGEST_LENGTH) == 0;
    }

    /** Stores a result; inside a transaction. */
    void store(byte[] from, short at, byte[] signed, short signatureAt) {
        Util.arrayCopy(from, at, result, (short) 0, RESULT_LENGTH);
        Util.arrayCopy(signed, signatureAt, signature, (short) 0, Signatures.LENGTH);
        present = true;
    }

    /** Writes the result and its signature. */
    short write(byte[] to, short at) {
        if (!present) {
            ISOException.throwIt(StatusWords.NO_DATA);
        }
        short next = Util.arrayCopyNonAtomic(result, (short) 0, to, at, RESULT_LENGTH);
        return Tlv.put(to, next, Tags.SIGNATURE, signature, (short) 0, Signatures.LENGTH);
    }

    /** Writes the last operation's id, zeros if there is none. */
    short writeOperationId(byte[] to, short at) {
        return Tlv.put(to, at, Tags.LAST_OPERATION_ID, result, OPERATION_ID, OPERATION_ID_LENGTH);
    }

    /** Writes the last operation's digest, zeros if there is none. */
    short writeDigest(byte[] to, short at) {
        return Tlv.put(to, at, Tags.LAST_DIGEST, result, DIGEST, Session.DIGEST_LENGTH);
    }
}
