package io.sealcharge.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.RandomData;

/** What lasts until the card is deselected: the challenge, the business it was drawn for, and the transfer that was requested for it. */
final class Session {
    static final short CHALLENGE_LENGTH = 8;
    static final short DIGEST_LENGTH = 32;

    private static final short BUSINESS = 0;
    private static final short TRANSFER = 1;
    private static final short FLAGS_LENGTH = 2;
    private static final byte REQUESTED = 1;

    final byte[] challenge = JCSystem.makeTransientByteArray(CHALLENGE_LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] flags = JCSystem.makeTransientByteArray(FLAGS_LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private final byte[] transferDigest = JCSystem.makeTransientByteArray(DIGEST_LENGTH, JCSystem.CLEAR_ON_DESELECT);
    private final RandomData random;

    Session(RandomData random) {
        this.random = random;
    }

    void begin(byte business) {
        clear();
        random.generateData(challenge, (short) 0, CHALLENGE_LENGTH);
        flags[BUSINESS] = business;
    }

    boolean isFor(byte business) {
        return flags[BUSINESS] == business;
    }

    boolean isChallenge(byte[] from, short at) {
        return Util.arrayCompare(from, at, challenge, (short) 0, CHALLENGE_LENGTH) == 0;
    }

    void rememberTransfer(byte[] digest, short at) {
        Util.arrayCopyNonAtomic(digest, at, transferDigest, (short) 0, DIGEST_LENGTH);
        flags[TRANSFER] = REQUESTED;
    }

    boolean isRequested(byte[] digest, short at) {
        return flags[TRANSFER] == REQUESTED
                && Util.arrayCompare(digest, at, transferDigest, (short) 0, DIGEST_LENGTH) == 0;
    }

    void clear() {
        Util.arrayFillNonAtomic(flags, (short) 0, FLAGS_LENGTH, (byte) 0);
        Util.arrayFillNonAtomic(challenge, (short) 0, CHALLENGE_LENGTH, (byte) 0);
        Util.arrayFillNonAtomic(transferDigest, (short) 0, DIGEST_LENGTH, (byte) 0);
    }
}
