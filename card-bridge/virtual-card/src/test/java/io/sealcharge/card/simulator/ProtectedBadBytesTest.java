package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Personalisation whose MAC is right and whose content is not: form and content are looked at all the same. */
class ProtectedBadBytesTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000c1");
    private static final int PADDED = 176;
    private static final int SECRET_AT = 2;
    private static final int Y_AT = 34;
    private static final int R_AT = 101;

    private final KeptMemory memory = new KeptMemory(null);
    private final DrivenCard card = new DrivenCard(
            SimulatorUnderTest.insert(SERIAL, TestIssuer.transportKey(SERIAL), memory, new SecureRandom()));
    private final CardParameters parameters = TestIssuer.parameters(CardId.parse("62000000000000c1"));
    private CardPublicKey key =
            CardPublicKey.certified(TestIssuer.issuerKey(IssuerRole.ADMIN, 1).point());

    @BeforeEach
    void storeAllButTheLock() {
        card.select();
        TestPersonaliser personaliser = new TestPersonaliser(card::send, SERIAL, parameters, KeyScheme.DERIVED);
        PlatformSession session = personaliser.begin();
        personaliser.storeParameters(session);
        key = personaliser.storeKey(session);
        card.done(session.storeCertificate(TestIssuer.certify(parameters.cardId(), key)));
    }

    @Test
    void eachFieldMustHaveItsTagItsLengthAndItsForm() {
        byte[] good = parameters.encode();
        for (int at : new int[] {0, 1, 10, 11, 16, 17, 20, 21}) {
            refused(0x02, changed(good, at, good[at] + 1), StatusWord.MALFORMED);
            refused(0x02, changed(good, at, 0xFF), StatusWord.MALFORMED);
        }
        // Currencies A56, 1A6, 15A, 000; limits with their first bit set.
        refused(0x02, changed(good, 18, 0x0A), StatusWord.MALFORMED);
        refused(0x02, changed(good, 19, 0xA6), StatusWord.MALFORMED);
        refused(0x02, changed(good, 19, 0x5A), StatusWord.MALFORMED);
        refused(0x02, changed(changed(good, 18, 0), 19, 0), StatusWord.MALFORMED);
        for (int limit = 22; limit < 46; limit += 8) {
            refused(0x02, changed(good, limit, 0x80), StatusWord.MALFORMED);
        }
    }

    @Test
    void issuerKeysNonceAndCertificateToo() {
        byte[] issuerKey = TestIssuer.issuerKey(IssuerRole.OPERATION, 2).encode();
        refused(0x03, changed(issuerKey, 2, 3), StatusWord.MALFORMED);
        refused(0x03, changed(issuerKey, 2, 0), StatusWord.MALFORMED);
        refused(0x03, changed(issuerKey, 3, 0x80), StatusWord.MALFORMED);
        refused(0x03, changed(issuerKey, 4, 0), StatusWord.MALFORMED);
        refused(0x03, changed(issuerKey, 7, 2), StatusWord.MALFORMED);
        byte[] nonce = new byte[18];
        nonce[0] = (byte) 0x8E;
        nonce[1] = 16;
        refused(0x06, nonce, StatusWord.MALFORMED);
        byte[] certificate = TestIssuer.certify(parameters.cardId(), key).encode();
        // Headers, scheme 0 and 3, epoch 0 and 32,768, the card's id, Y, R, the signature's header.
        for (int at : new int[] {0, 1, 2, 3, 4, 6, 7, 12, 13, 16, 17, 26, 27, 28, 93, 94, 95, 160, 161}) {
            refused(0x07, changed(certificate, at, certificate[at] ^ 1), StatusWord.MALFORMED);
        }
        refused(0x07, changed(certificate, 5, 0), StatusWord.MALFORMED);
        refused(0x07, changed(certificate, 5, 3), StatusWord.MALFORMED);
        refused(0x07, changed(certificate, 15, 0), StatusWord.MALFORMED);
        refused(0x07, changed(certificate, 14, 0x80), StatusWord.MALFORMED);
        for (int at : new int[] {8, 18, 60, 120}) {
            refused(0x07, changed(certificate, at, certificate[at] ^ 1), StatusWord.MALFORMED);
        }
    }

    @Test
    void aCryptogramHoldsOneKeyAndItsPadding() {
        byte[] good = padded();
        assertThat(sealed(good).isDone()).isTrue();
        refusedSealed(changed(good, good.length - 8, 0x81), StatusWord.WRONG_SESSION_MAC);
        refusedSealed(changed(good, good.length - 1, 1), StatusWord.WRONG_SESSION_MAC);
        byte[] blank = good.clone();
        Arrays.fill(blank, blank.length - 40, blank.length, (byte) 0);
        refusedSealed(blank, StatusWord.WRONG_SESSION_MAC);
        refusedSealed(changed(good, good.length - 7, 0x80), StatusWord.MALFORMED);
        for (int at : new int[] {0, 1, Y_AT, Y_AT + 1, Y_AT + 2, R_AT, R_AT + 1, R_AT + 2}) {
            refusedSealed(changed(good, at, good[at] ^ 1), StatusWord.MALFORMED);
        }
    }

    @Test
    void aKeyIsInRangeAndItsPointsAreOnTheCurveAndBelongTogether() {
        String order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
        for (String secret : List.of("00".repeat(32), order, "ff".repeat(32))) {
            byte[] bad = padded();
            System.arraycopy(HexFormat.of().parseHex(secret), 0, bad, SECRET_AT, 32);
            refusedSealed(bad, StatusWord.MALFORMED);
        }
        for (int at : new int[] {SECRET_AT + 31, Y_AT + 3, Y_AT + 66, R_AT + 3, R_AT + 66}) {
            byte[] good = padded();
            refusedSealed(changed(good, at, good[at] ^ 1), StatusWord.MALFORMED);
        }
        byte[] origin = padded();
        Arrays.fill(origin, R_AT + 3, R_AT + 67, (byte) 0);
        refusedSealed(origin, StatusWord.MALFORMED);
    }

    @Test
    void aSessionEndsAfter255Commands() {
        HandMadeSession session = HandMadeSession.begin(card, SERIAL);
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            words.add(session.send(0x02, parameters.encode()).sw());
        }
        assertThat(words.subList(0, 255)).containsOnly(StatusWord.DONE.code());
        assertThat(words.getLast()).isEqualTo(StatusWord.WRONG_SESSION_MAC.code());
        assertThat(session.send(0x02, parameters.encode()).sw()).isEqualTo(StatusWord.NOT_IN_THIS_STATE.code());
    }

    /** The plaintext of a key that the card would take. */
    private static byte[] padded() {
        try (DerivedCardKey derived = TestIssuer.derivedKey("another")) {
            byte[] plain = HandMadeSession.join(
                    new byte[] {(byte) 0xC0, 32},
                    derived.privateKey(),
                    new byte[] {(byte) 0x9B, 65},
                    derived.publicKey().point().bytes(),
                    new byte[] {(byte) 0x9C, 65},
                    derived.publicKey().generator().bytes(),
                    new byte[] {(byte) 0x80});
            return Arrays.copyOf(plain, PADDED);
        }
    }

    private ResponseApdu sealed(byte[] padded) {
        HandMadeSession session = HandMadeSession.begin(card, SERIAL);
        return session.send(0x05, session.encrypt(padded));
    }

    private void refusedSealed(byte[] padded, StatusWord word) {
        byte[] before = memory.image();
        ResponseApdu answer = sealed(padded);
        assertThat(answer.sw()).as("%s", HexFormat.of().formatHex(padded)).isEqualTo(word.code());
        assertThat(memory.image()).isEqualTo(before);
    }

    private void refused(int step, byte[] data, StatusWord word) {
        byte[] before = memory.image();
        ResponseApdu answer = HandMadeSession.begin(card, SERIAL).send(step, data);
        assertThat(answer.sw())
                .as("step %d: %s", step, HexFormat.of().formatHex(data))
                .isEqualTo(word.code());
        assertThat(answer.data()).isEmpty();
        assertThat(memory.image()).isEqualTo(before);
    }

    private static byte[] changed(byte[] good, int at, int value) {
        byte[] bad = good.clone();
        bad[at] = (byte) value;
        return bad;
    }
}
