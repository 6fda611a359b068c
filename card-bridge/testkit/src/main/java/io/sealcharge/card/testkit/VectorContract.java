package io.sealcharge.card.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.CardVector;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.PersonalisationStep;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.StatusWord;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every vector that is a command or its data, put before the card: the word of the file, and nothing changed. */
public abstract class VectorContract extends CardContract {
    private static final int LONGEST_DATA = CommandApdu.MAX_DATA - 31;
    private static final Set<String> ABOUT_FORM = Set.of("6700", "6A80");

    @ParameterizedTest
    @EnumSource(CardState.class)
    void commandsWrongBeforeTheirContentAreRefusedInEveryState(CardState state) {
        DrivenCard card = inState(state);
        List<ResponseApdu> before = card.visible();
        for (CardVector vector :
                vectors(it -> it.kind().equals("command") || it.kind().equals("command-apdu"))) {
            if (!vector.isValid()) {
                assertWord(vector, ResponseApdu.decode(card.card().transmit(vector.bytes())));
            }
        }
        assertThat(card.visible()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(CardState.class)
    void dataOfAnotherFormIsRefusedInEveryStateAndNothingIsForgotten(CardState state) {
        DrivenCard card = inState(state);
        List<ResponseApdu> before = card.visible();
        for (CardVector vector : vectors(it -> !it.isValid())) {
            switch (vector.kind()) {
                case "signed-operation" -> assertWord(vector, send(card, 0x80, 0x52, 0, 0, vector.bytes()));
                case "transfer-request" -> {
                    assertWord(vector, send(card, 0x80, 0x54, 3, 0, vector.bytes()));
                    assertWord(vector, send(card, 0x80, 0x54, 4, 0, vector.bytes()));
                }
                case "status-request" -> assertWord(vector, send(card, 0x80, 0x5E, 0, 0, vector.bytes()));
                case "pin-block" -> assertPinBlock(card, vector);
                default -> {}
            }
        }
        assertThat(card.visible()).isEqualTo(before);
    }

    private static void assertPinBlock(DrivenCard card, CardVector vector) {
        byte[] block = vector.bytes();
        byte[] good = DrivenCard.pin("2468").bytes();
        assertWord(vector, send(card, 0x00, 0x20, 0, CardCommands.HOLDER_PIN, block));
        assertWord(vector, send(card, 0x00, 0x24, 1, CardCommands.HOLDER_PIN, block));
        assertWord(vector, send(card, 0x00, 0x24, 0, CardCommands.HOLDER_PIN, join(block, good)));
        assertWord(vector, send(card, 0x00, 0x24, 0, CardCommands.HOLDER_PIN, join(good, block)));
    }

    @Test
    void anOperationThatWaitsSurvivesAllBadBytes() {
        DrivenCard card = active();
        var waiting = TestIssuer.sign(card.prepare(DrivenCard.move(Business.TRANSFER_OUT, 100)));
        for (CardVector vector : vectors(it -> it.kind().equals("signed-operation") && !it.isValid())) {
            assertWord(vector, send(card, 0x80, 0x52, 0, 0, vector.bytes()));
        }
        card.execute(waiting);
    }

    @Test
    void validDataIsNotRefusedForItsForm() {
        DrivenCard card = active();
        for (CardVector vector : vectors(CardVector::isValid)) {
            switch (vector.kind()) {
                case "signed-operation" -> {
                    boolean unblock = vector.name().startsWith("UNBLOCK");
                    StatusWord word = unblock ? StatusWord.NOT_IN_THIS_STATE : StatusWord.OTHER_CARD;
                    assertWord(vector, "%04X".formatted(word.code()), send(card, 0x80, 0x52, 0, 0, vector.bytes()));
                }
                case "transfer-request" -> assertFormTaken(vector, send(card, 0x80, 0x54, 3, 0, vector.bytes()));
                case "status-request" -> assertFormTaken(vector, send(card, 0x80, 0x5E, 0, 0, vector.bytes()));
                case "pin-block" ->
                    assertFormTaken(vector, send(card, 0x00, 0x20, 0, CardCommands.HOLDER_PIN, vector.bytes()));
                default -> {}
            }
        }
    }

    @Test
    void authenticDataOfPersonalisationIsReadAsStrictly() {
        SerialNumber serial = nextSerial();
        DrivenCard card = new DrivenCard(inserted(serial)).select();
        TestPersonaliser personaliser =
                new TestPersonaliser(card::send, serial, TestIssuer.parameters(idOf(serial)), KeyScheme.CERTIFIED);
        for (CardVector vector : vectors(it -> true)) {
            switch (vector.kind()) {
                case "card-parameters" -> inSession(card, personaliser, PersonalisationStep.STORE_PARAMETERS, vector);
                case "issuer-key" -> inSession(card, personaliser, PersonalisationStep.STORE_ISSUER_KEY, vector);
                case "derived-key" -> encryptedInSession(card, personaliser, vector);
                default -> {}
            }
        }
        personaliser.run();
    }

    private static void inSession(
            DrivenCard card, TestPersonaliser personaliser, PersonalisationStep step, CardVector vector) {
        try (PlatformSession session = personaliser.begin()) {
            session.acknowledged(card.send(session.storeParameters(TestIssuer.parameters(personaliser.cardId()))));
            ResponseApdu answer = card.send(session.send(step, vector.bytes()));
            assertWord(vector, vector.isValid() ? "9000" : vector.verdict(), answer);
        }
    }

    private static void encryptedInSession(DrivenCard card, TestPersonaliser personaliser, CardVector vector) {
        try (PlatformSession session = personaliser.begin()) {
            ResponseApdu answer = card.send(session.sendEncrypted(vector.bytes()));
            assertWord(vector, vector.isValid() ? "9000" : vector.verdict(), answer);
        }
    }

    /** Those that fit a short APDU, with a MAC behind them. */
    private static List<CardVector> vectors(Predicate<CardVector> which) {
        return CardVector.all().stream()
                .filter(vector -> vector.bytes().length <= LONGEST_DATA)
                .filter(which)
                .toList();
    }

    private static ResponseApdu send(DrivenCard card, int cla, int ins, int p1, int p2, byte[] data) {
        return card.send(new CommandApdu(cla, ins, p1, p2, data, false));
    }

    private static void assertWord(CardVector vector, ResponseApdu answer) {
        assertWord(vector, vector.verdict(), answer);
    }

    private static void assertWord(CardVector vector, String word, ResponseApdu answer) {
        assertThat("%04X".formatted(answer.sw())).as("%s", vector).isEqualTo(word);
        if (!answer.isDone()) {
            assertThat(answer.data()).as("%s", vector).isEmpty();
        }
    }

    private static void assertFormTaken(CardVector vector, ResponseApdu answer) {
        assertThat("%04X".formatted(answer.sw())).as("%s", vector).isNotIn(ABOUT_FORM);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
