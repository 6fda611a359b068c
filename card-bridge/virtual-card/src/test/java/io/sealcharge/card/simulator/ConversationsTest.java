package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.software.RestorableSoftwareCard;
import io.sealcharge.card.testkit.fuzz.Conversations;
import io.sealcharge.card.testkit.fuzz.FuzzedCard;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Where the fuzz tests begin, and whether they would find anything. */
class ConversationsTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000f1");
    private static final int INS = 1;
    private static final byte EXECUTE = 0x52;

    @Test
    void bothCardsSayTheSameAndMostOfWhatACardCanSay() {
        FuzzedCard simulated = new FuzzedCard(new RestorableSimulator(SERIAL), SERIAL);
        FuzzedCard software = new FuzzedCard(new RestorableSoftwareCard(SERIAL), SERIAL);
        Set<String> words = new TreeSet<>();
        for (byte[] conversation : Conversations.all()) {
            List<String> answers = simulated.converse(conversation);
            assertThat(software.converse(conversation)).isEqualTo(answers);
            answers.forEach(answer -> words.add(answer.substring(0, 4)));
        }
        assertThat(words)
                .contains(
                        "9000", "63C3", "6700", "6982", "6985", "6A88", "9302", "9401", "9402", "9411", "9412", "9414")
                .contains("9416", "9417");
    }

    @Test
    void aPersonalisationRunsToItsEndAndACardIsUsed() {
        FuzzedCard card = new FuzzedCard(new RestorableSoftwareCard(SERIAL), SERIAL);
        for (byte[] conversation : Conversations.personalisations()) {
            assertThat(card.converse(conversation))
                    .as("SELECT, eight steps, INITIALIZE, EXECUTE")
                    .hasSize(11)
                    .allMatch(answer -> answer.startsWith("9000"));
        }
    }

    @Test
    void anAnswerThatNoCardGivesIsFound() {
        found("no word of the protocol", (command, answer) -> bytes(0x6F, 0x00));
        found("no word of the protocol", (command, answer) -> bytes(0x90, 0x01));
        found("data with a refusal", (command, answer) -> isDone(answer) ? answer : bytes(1, 0x69, 0x85));
    }

    @Test
    void aRefusalThatChangesTheCardIsFound() {
        RestorableSoftwareCard right = new RestorableSoftwareCard(SERIAL);
        found(right, "refused, and changed", (command, answer) -> {
            if (!isDone(answer)) {
                right.presetCounter(77);
            }
            return answer;
        });
    }

    @Test
    void aResultThatIsNotTheOperationsIsFound() {
        for (int fromEnd : new int[] {3, 70, 80, 90}) {
            found(
                    "",
                    (command, answer) -> command[INS] == EXECUTE && isDone(answer) ? flipped(answer, fromEnd) : answer);
        }
    }

    @Test
    void valueThatNoResultTellsOfIsFound() {
        RestorableSoftwareCard right = new RestorableSoftwareCard(SERIAL);
        byte[] blank = right.memory();
        found(right, "", (command, answer) -> {
            if (command[INS] == EXECUTE && isDone(answer)) {
                right.restore(blank);
            }
            return answer;
        });
    }

    private static void found(String what, BinaryOperator<byte[]> wrong) {
        found(new RestorableSoftwareCard(SERIAL), what, wrong);
    }

    private static void found(RestorableSoftwareCard right, String what, BinaryOperator<byte[]> wrong) {
        WrongCard card = new WrongCard(right);
        FuzzedCard fuzzed = new FuzzedCard(card, SERIAL);
        card.goWrong(wrong);
        assertThatThrownBy(() -> Conversations.all().forEach(fuzzed::converse))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }

    private static boolean isDone(byte[] answer) {
        return answer[answer.length - 2] == (byte) 0x90;
    }

    private static byte[] flipped(byte[] answer, int fromEnd) {
        byte[] wrong = answer.clone();
        wrong[wrong.length - fromEnd] ^= 1;
        return wrong;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
