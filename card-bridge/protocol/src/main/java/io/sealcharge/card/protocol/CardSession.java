package io.sealcharge.card.protocol;

import java.util.Arrays;

/** The card's side of a personalisation session, for cards in software. */
public final class CardSession implements AutoCloseable {
    private final SecureSession session;
    private final byte[] firstAnswer;

    /**
     * @param platform out of begin's data
     * @param card drawn for this session
     */
    public CardSession(TransportKey transport, SerialNumber serial, Nonce platform, Nonce card) {
        session = new SecureSession(transport, serial, platform, card);
        firstAnswer = session.protectAnswer(new TlvWriter()
                .put(Tags.SERIAL_NUMBER, serial)
                .put(Tags.NONCE, card)
                .bytes());
    }

    /** The platform's nonce in the data of begin. @throws MalformedCardDataException if it is anything else */
    public static Nonce beginNonce(byte[] data) {
        return nonce(data);
    }

    /** The answer of begin. */
    public byte[] firstAnswer() {
        return firstAnswer.clone();
    }

    /**
     * The data of a command before its MAC, which is checked.
     *
     * @throws SessionBrokenException if the MAC is missing or differs, or the session has had its 255 commands
     */
    public byte[] open(PersonalisationStep step, byte[] data) {
        session.nextCommand();
        return session.checkCommand(step, data);
    }

    /** The nonce in the opened data of prove possession. @throws MalformedCardDataException if it is anything else */
    public static Nonce nonce(byte[] opened) {
        TlvReader reader = TlvReader.of(opened);
        Nonce nonce = new Nonce(reader.value(Tags.NONCE));
        reader.requireEnd();
        return nonce;
    }

    /**
     * The key in the opened data of store card key.
     *
     * @throws SessionBrokenException if the cryptogram does not open
     * @throws MalformedCardDataException if what is in it has another form
     */
    public DerivedCardKey derivedKey(byte[] opened) {
        TlvReader reader = TlvReader.of(opened);
        byte[] ciphertext = reader.value(Tags.CRYPTOGRAM);
        reader.requireEnd();
        byte[] plaintext;
        try {
            plaintext = session.decrypt(ciphertext);
        } catch (MalformedCardDataException notPadded) {
            throw new SessionBrokenException("cryptogram does not open");
        }
        try {
            return DerivedCardKey.decode(plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    /** An answer with its MAC. */
    public byte[] acknowledge() {
        return session.protectAnswer(new byte[0]);
    }

    public byte[] answer(EncodedPoint cardKey) {
        return session.protectAnswer(
                new TlvWriter().put(Tags.PUBLIC_KEY, cardKey).bytes());
    }

    public byte[] answer(CardSignature proof) {
        return session.protectAnswer(new TlvWriter().put(Tags.SIGNATURE, proof).bytes());
    }

    @Override
    public void close() {
        session.close();
    }
}
