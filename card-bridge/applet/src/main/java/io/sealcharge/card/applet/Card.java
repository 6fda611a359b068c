package io.sealcharge.card.applet;

import javacard.framework.JCSystem;
import javacard.security.MessageDigest;
import javacard.security.RandomData;

/** All that the card keeps, and the working memory that its commands share. Made once, at install. */
final class Card {
    /** The longest answer: 226 bytes of certificate, with room to spare. */
    private static final short ANSWER_LENGTH = 256;

    final LifeCycle lifeCycle = new LifeCycle();
    final Identity identity = new Identity();
    final Purse purse = new Purse();
    final HolderPin pin = new HolderPin();
    final IssuerKeys issuerKeys = new IssuerKeys();
    final LastResult lastResult = new LastResult();
    final Signatures signatures = new Signatures();
    final CardKey key = new CardKey(signatures);
    final Certificate certificate = new Certificate();
    final RandomData random = RandomData.getInstance(RandomData.ALG_SECURE_RANDOM);
    final Session session = new Session(random);

    /** Where a command builds its answer. */
    final byte[] answer = JCSystem.makeTransientByteArray(ANSWER_LENGTH, JCSystem.CLEAR_ON_DESELECT);

    /** The digest of the operation at hand. */
    final byte[] digest = JCSystem.makeTransientByteArray(Session.DIGEST_LENGTH, JCSystem.CLEAR_ON_DESELECT);

    private final MessageDigest sha256 = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);

    /** Digests an operation into {@link #digest}. */
    void digest(byte[] from, short at, short length) {
        sha256.reset();
        sha256.doFinal(from, at, length, digest, (short) 0);
    }

    /** Forgets what was agreed since the card was selected: challenge, requested transfer, verified PIN. */
    void forgetSession() {
        session.clear();
        pin.forgetVerified();
    }
}
