package io.sealcharge.card.protocol;

import java.util.Arrays;

/**
 * The platform's side of a personalisation session: makes each command and checks each answer. Commands and answers
 * alternate; after any failure the session is closed and another begun.
 */
public final class PlatformSession implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final SecureSession session;

    private PlatformSession(SecureSession session) {
        this.session = session;
    }

    /** @param nonce drawn for this session */
    public static CommandApdu begin(Nonce nonce) {
        return command(
                PersonalisationStep.BEGIN,
                new TlvWriter().put(Tags.NONCE, nonce).bytes());
    }

    /**
     * Checks the answer of begin: from then on the card is known to have the transport key.
     *
     * @param serial of the card whose transport key this is
     * @throws SessionBrokenException if it is not that card
     * @throws MalformedCardDataException if the answer has another form
     */
    public static PlatformSession open(TransportKey transport, SerialNumber serial, Nonce nonce, ResponseApdu answer) {
        requireDone(answer);
        TlvReader reader = TlvReader.of(SecureSession.withoutMac(answer.data()));
        SerialNumber answering = new SerialNumber(reader.value(Tags.SERIAL_NUMBER));
        Nonce cardNonce = new Nonce(reader.value(Tags.NONCE));
        reader.requireEnd();
        if (!answering.equals(serial)) {
            throw new SessionBrokenException("another card answers");
        }
        SecureSession session = new SecureSession(transport, serial, nonce, cardNonce);
        session.checkAnswer(answer.data());
        return new PlatformSession(session);
    }

    public CommandApdu storeParameters(CardParameters parameters) {
        return next(PersonalisationStep.STORE_PARAMETERS, parameters.encode());
    }

    public CommandApdu storeIssuerKey(IssuerKey key) {
        return next(PersonalisationStep.STORE_ISSUER_KEY, key.encode());
    }

    /** Has the card make its key pair. */
    public CommandApdu makeCardKey() {
        return next(PersonalisationStep.MAKE_CARD_KEY, NOTHING);
    }

    /** Sends a derived key, encrypted. */
    public CommandApdu storeCardKey(DerivedCardKey key) {
        byte[] plaintext = key.encode();
        try {
            return sendEncrypted(plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    /** As {@link #storeCardKey} with any plaintext, such as tests send to see it refused. */
    public CommandApdu sendEncrypted(byte[] plaintext) {
        session.nextCommand();
        byte[] data =
                new TlvWriter().put(Tags.CRYPTOGRAM, session.encrypt(plaintext)).bytes();
        return protect(PersonalisationStep.STORE_CARD_KEY, data);
    }

    /** @param nonce drawn for this proof */
    public CommandApdu provePossession(Nonce nonce) {
        return next(
                PersonalisationStep.PROVE_POSSESSION,
                new TlvWriter().put(Tags.NONCE, nonce).bytes());
    }

    public CommandApdu storeCertificate(Signed<CardCertificate> certificate) {
        return next(PersonalisationStep.STORE_CERTIFICATE, certificate.encode());
    }

    public CommandApdu lock() {
        return next(PersonalisationStep.LOCK, NOTHING);
    }

    /** Any data under the session's MAC, such as tests send to see it refused. */
    public CommandApdu send(PersonalisationStep step, byte[] data) {
        return next(step, data);
    }

    /**
     * Checks an answer that holds nothing but its MAC.
     *
     * @throws SessionBrokenException if the card refused, or the MAC differs
     */
    public void acknowledged(ResponseApdu answer) {
        TlvReader.of(check(answer)).requireEnd();
    }

    /** The card's public key Y, out of the answer to making or storing its key. @throws SessionBrokenException as above */
    public EncodedPoint cardKey(ResponseApdu answer) {
        TlvReader reader = TlvReader.of(check(answer));
        EncodedPoint point = new EncodedPoint(reader.value(Tags.PUBLIC_KEY));
        reader.requireEnd();
        return point;
    }

    /** The proof's signature over {@link Domain#possessionInput}. @throws SessionBrokenException as above */
    public CardSignature proof(ResponseApdu answer) {
        TlvReader reader = TlvReader.of(check(answer));
        CardSignature signature = new CardSignature(reader.value(Tags.SIGNATURE));
        reader.requireEnd();
        return signature;
    }

    private byte[] check(ResponseApdu answer) {
        requireDone(answer);
        return session.checkAnswer(answer.data());
    }

    private CommandApdu next(PersonalisationStep step, byte[] data) {
        session.nextCommand();
        return protect(step, data);
    }

    private CommandApdu protect(PersonalisationStep step, byte[] data) {
        return command(step, session.protectCommand(step, data));
    }

    private static CommandApdu command(PersonalisationStep step, byte[] data) {
        return Instruction.PERSONALISE.asking(step.code(), 0, data);
    }

    private static void requireDone(ResponseApdu answer) {
        if (!answer.isDone()) {
            throw new SessionBrokenException("the card answered %04X".formatted(answer.sw()));
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
