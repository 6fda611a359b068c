package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.card.simulator.probe.ProbeApplet;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javacard.framework.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card's runtime environment promises to an applet. */
class CardRuntimeTest {
    private static final byte[] AID = HexFormat.of().parseHex("F0010203040506");
    private static final String UNTOUCHED = "00000000000000000000";
    private static final String FIVES = "05010005050000050000";

    private final KeptMemory memory = new KeptMemory(null);
    private final SimulatedCard card = insert(memory);

    private static SimulatedCard insert(CardMemory memory) {
        byte[] parameters = Arrays.copyOf(new byte[] {(byte) AID.length}, AID.length + 3);
        System.arraycopy(AID, 0, parameters, 1, AID.length);
        SimulatedCard card =
                SimulatedCard.insert(new CardModel(ProbeApplet.class, AID, parameters), memory, new SecureRandom());
        select(card);
        return card;
    }

    private static void select(SimulatedCard card) {
        assertThat(card.transmit(HexFormat.of().parseHex("00A4040007F0010203040506")))
                .containsExactly(0x90, 0x00);
    }

    private String send(int instruction, int value) {
        return send(card, instruction, value);
    }

    private static String send(SimulatedCard card, int instruction, int value) {
        return HexFormat.of().formatHex(card.transmit(new byte[] {0, (byte) instruction, (byte) value, 0}));
    }

    private String state() {
        String answer = send(ProbeApplet.READ, 0);
        assertThat(answer).endsWith("9000");
        return answer.substring(0, answer.length() - 4);
    }

    @Test
    void aCommittedTransactionStays() {
        assertThat(send(ProbeApplet.COMMIT, 5)).isEqualTo("9000");
        assertThat(state()).isEqualTo(FIVES);
        card.powerCycle();
        select(card);
        assertThat(state()).isEqualTo(FIVES);
    }

    @ParameterizedTest
    @ValueSource(bytes = {ProbeApplet.ABORT, ProbeApplet.LEAVE_OPEN})
    void anAbortedTransactionAndOneLeftOpenAreRolledBack(byte instruction) {
        send(ProbeApplet.COMMIT, 5);
        assertThat(send(instruction, 9)).isEqualTo("9000");
        assertThat(state()).isEqualTo(FIVES);
    }

    @Test
    void anExceptionRollsBackAndLeavesNoTransactionOpen() {
        assertThat(send(ProbeApplet.REFUSE_INSIDE, 9)).isEqualTo("6a80");
        assertThat(state()).isEqualTo(UNTOUCHED);
        assertThat(send(ProbeApplet.FAIL_INSIDE, 9)).isEqualTo("6f00");
        assertThat(card.faultOfLastCommand()).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThat(state()).isEqualTo(UNTOUCHED);
        assertThat(send(ProbeApplet.COMMIT, 5)).isEqualTo("9000");
    }

    @ParameterizedTest
    @ValueSource(bytes = {ProbeApplet.BEGIN_TWICE, ProbeApplet.COMMIT_WITHOUT, ProbeApplet.OVERFLOW})
    void transactionsAreOneAtATimeAndOfLimitedSize(byte instruction) {
        assertThat(send(instruction, 9)).isEqualTo("6f00");
        assertThat(card.faultOfLastCommand()).isInstanceOf(TransactionException.class);
        assertThat(state()).isEqualTo(UNTOUCHED);
    }

    @Test
    void aWriteThatWouldNotRollBackIsRefusedInsideATransaction() {
        assertThat(send(ProbeApplet.FILL_INSIDE, 9)).isEqualTo("6f00");
        assertThat(state()).isEqualTo(UNTOUCHED);
    }

    @ParameterizedTest
    @ValueSource(bytes = {ProbeApplet.ALLOCATE, ProbeApplet.ALLOCATE_TRANSIENT})
    void aCommandThatAllocatesIsStopped(byte instruction) {
        assertThat(send(instruction, 1)).isEqualTo("6f00");
        assertThat(card.faultOfLastCommand()).isInstanceOf(AllocationException.class);
    }

    @Test
    void eachTearPointOfATransactionLeavesItWholeOrAbsent() {
        send(ProbeApplet.COMMIT, 5);
        byte[] before = memory.image();
        send(ProbeApplet.COMMIT, 7);
        int points = card.tearPointsOfLastCommand();
        // Five writes, and the commit, each with a point before and after it.
        assertThat(points).isEqualTo(12);
        for (int point = 0; point < points; point++) {
            KeptMemory torn = new KeptMemory(before);
            SimulatedCard other = insert(torn);
            cut(other, point, ProbeApplet.COMMIT);
            boolean after = point == points - 1;
            assertThat(send(other, ProbeApplet.READ, 0)).isEqualTo((after ? "07010007070000070000" : FIVES) + "9000");
        }
    }

    private static void cut(SimulatedCard card, int point, byte instruction) {
        card.cutPowerAt(point);
        assertThatThrownBy(() -> send(card, instruction, 7)).isInstanceOf(CardGoneException.class);
        assertThatThrownBy(() -> send(card, ProbeApplet.READ, 0)).isInstanceOf(CardGoneException.class);
        card.powerUp();
        select(card);
    }

    @Test
    void aFillMayBeFoundHalfDoneAndACopyMayNot() {
        cut(card, 1, ProbeApplet.FILL_WHOLE);
        assertThat(state()).isEqualTo("00000000070700000000");
        send(ProbeApplet.FILL_WHOLE, 7);
        assertThat(card.tearPointsOfLastCommand()).isEqualTo(3);
        send(ProbeApplet.COPY_WHOLE, 3);
        assertThat(card.tearPointsOfLastCommand()).isEqualTo(2);
        assertThat(state()).isEqualTo("00000000030303030000");
    }

    @Test
    void aCutThatIsNotReachedIsForgotten() {
        card.cutPowerAt(100);
        assertThat(send(ProbeApplet.COMMIT, 5)).isEqualTo("9000");
        card.cutPowerAt(0);
        assertThat(send(ProbeApplet.READ, 5)).endsWith("9000");
        assertThat(send(ProbeApplet.COMMIT, 6)).isEqualTo("9000");
    }

    @Test
    void transientMemoryIsClearedAsItsKindSays() {
        send(ProbeApplet.SET_TRANSIENT, 6);
        assertThat(state()).endsWith("0606");
        select(card);
        assertThat(state()).endsWith("0600");
        card.powerCycle();
        select(card);
        assertThat(state()).endsWith("0000");
    }

    @Test
    void keysAndRandomNumbersDifferFromCardToCardAndFromTimeToTime() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            SimulatedCard fresh = insert(CardMemory.volatileMemory());
            for (int instruction : new int[] {ProbeApplet.NEW_KEY, ProbeApplet.DRAW}) {
                assertThat(seen.add(send(fresh, instruction, 0))).isTrue();
                fresh.powerCycle();
                select(fresh);
                assertThat(seen.add(send(fresh, instruction, 0))).isTrue();
            }
        }
    }

    @Test
    void nothingIsAnsweredThatCouldNotBeStored() {
        memory.fill();
        assertThatThrownBy(() -> send(ProbeApplet.COMMIT, 5)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> send(ProbeApplet.READ, 0)).isInstanceOf(CardGoneException.class);
        card.powerUp();
        select(card);
        assertThat(state()).isEqualTo(UNTOUCHED);
    }

    @Test
    void aCardThatWasTakenOutGetsNoPower() {
        card.close();
        assertThatThrownBy(() -> send(ProbeApplet.READ, 0)).isInstanceOf(CardGoneException.class);
        assertThatThrownBy(card::powerUp).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void commandsOutsideAnApplicationAreRefused() {
        card.powerCycle();
        assertThat(send(ProbeApplet.READ, 0)).isEqualTo("6999");
        assertThat(HexFormat.of().formatHex(card.transmit(HexFormat.of().parseHex("00A40400050102030405"))))
                .isEqualTo("6a82");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "000100",
                "000100000200",
                "00010000000000",
                "00010000000001AA",
                "0001000001AABBCC",
                "000100000000"
            })
    void whatIsNoShortCommandNeverReachesTheApplet(String apdu) {
        assertThat(HexFormat.of().formatHex(card.transmit(HexFormat.of().parseHex(apdu))))
                .isEqualTo("6700");
    }
}
