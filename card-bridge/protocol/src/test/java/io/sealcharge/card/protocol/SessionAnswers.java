package io.sealcharge.card.protocol;

import java.util.Arrays;
import java.util.List;

/** What a blank card, or whoever plays it, may answer to a personalisation: any bytes, under the MAC of the session. */
final class SessionAnswers {
    private static final SerialNumber SERIAL = SerialNumber.parse("2ec73b957db08808");
    private static final Nonce NONCE = new Nonce(new byte[Nonce.LENGTH]);
    private static final byte[] FIRST =
            SecureSession.withoutMac(new CardSession(transport(), SERIAL, NONCE, NONCE).firstAnswer());

    static final Structure BEGIN = new Structure("begin's answer", List.of(FIRST), SessionAnswers::begin);
    static final Structure CARD_KEY = new Structure(
            "the card's key",
            List.of(new TlvWriter().put(Tags.PUBLIC_KEY, EncodedPoint.G).bytes()),
            SessionAnswers::cardKey);
    static final Structure PROOF = new Structure(
            "the proof of possession",
            List.of(new TlvWriter()
                    .put(Tags.SIGNATURE, new CardSignature(new byte[CardSignature.LENGTH]))
                    .bytes()),
            SessionAnswers::proof);

    private SessionAnswers() {}

    private static void begin(byte[] bytes) {
        platform(bytes).close();
        same(FIRST, bytes);
    }

    private static void cardKey(byte[] bytes) {
        try (PlatformSession session = platform(FIRST)) {
            same(
                    new TlvWriter()
                            .put(Tags.PUBLIC_KEY, session.cardKey(answer(bytes)))
                            .bytes(),
                    bytes);
        }
    }

    private static void proof(byte[] bytes) {
        try (PlatformSession session = platform(FIRST)) {
            same(
                    new TlvWriter()
                            .put(Tags.SIGNATURE, session.proof(answer(bytes)))
                            .bytes(),
                    bytes);
        }
    }

    private static PlatformSession platform(byte[] first) {
        return PlatformSession.open(transport(), SERIAL, NONCE, answer(first));
    }

    private static ResponseApdu answer(byte[] bytes) {
        try (SecureSession card = new SecureSession(transport(), SERIAL, NONCE, NONCE)) {
            return ResponseApdu.done(card.protectAnswer(bytes));
        }
    }

    private static TransportKey transport() {
        return new TransportKey(new byte[TransportKey.LENGTH]);
    }

    private static void same(byte[] encoded, byte[] bytes) {
        if (!Arrays.equals(encoded, bytes)) {
            throw new AssertionError("taken for what it is not");
        }
    }
}
