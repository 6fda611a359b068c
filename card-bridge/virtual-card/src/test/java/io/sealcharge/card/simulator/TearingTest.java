package io.sealcharge.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.RetireIssuerKey;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.PowerCutException;
import io.sealcharge.card.testkit.TestIssuer;
import io.sealcharge.card.testkit.TestPersonaliser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power is cut before and after every write to persistent memory of each command that changes something. Random numbers repeat, so that the
 * memory after a cut can be compared, byte by byte, with that before the command and that after it.
 */
class TearingTest {
    private static final SerialNumber SERIAL = SerialNumber.parse("00000000000000a1");
    private static final CardParameters PARAMETERS = TestIssuer.parameters(CardId.parse("62000000000000a1"));
    private static final String PIN = "2468";
    private static final long BALANCE = 20_000;

    /** Ids that operations before the one that is torn may have used up. */
    private static final int OTHER_OPERATIONS = 10;

    private static byte[] active = {};
    private static CardPublicKey key = CardPublicKey.certified(EncodedPoint.G);
    private static int cases;

    @BeforeAll
    static void personaliseOne() {
        KeptMemory memory = new KeptMemory(null);
        DrivenCard blank = new DrivenCard(insert(memory, 1));
        key = new TestPersonaliser(blank::send, SERIAL, PARAMETERS, KeyScheme.CERTIFIED).run();
        DrivenCard card = driven(memory);
        card.apply(DrivenCard.move(Business.RECHARGE, BALANCE));
        card.done(CardCommands.chooseFirstPin(DrivenCard.pin(PIN)));
        active = memory.image();
    }

    @AfterAll
    static void tellTheNumber() {
        System.out.println("tearing: " + cases + " cuts of power");
        assertThat(cases).isGreaterThan(200);
    }

    /** What an operation does, and what must have happened to the card before. */
    record Scenario(String name, List<OperationContent> before, OperationContent content, boolean verified) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scenario> operations() {
        OperationContent add = new AddIssuerKey(TestIssuer.issuerKey(IssuerRole.OPERATION, 2));
        return Stream.of(
                plain(DrivenCard.move(Business.RECHARGE, 1_000)),
                plain(DrivenCard.move(Business.REDEEM, 1_000)),
                new Scenario("redeem with PIN", List.of(), DrivenCard.move(Business.REDEEM, 9_000), true),
                plain(DrivenCard.move(Business.TRANSFER_OUT, 2_000)),
                plain(DrivenCard.move(Business.TRANSFER_IN, 3_000)),
                plain(new NewLimits(TestIssuer.CNY, new Limits(70_000, 60_000, 50))),
                plain(new Bare(Business.BLOCK)),
                new Scenario("unblock", List.of(new Bare(Business.BLOCK)), new Bare(Business.UNBLOCK), false),
                plain(new Bare(Business.RESET_HOLDER_PIN)),
                plain(add),
                new Scenario("retire key", List.of(add), new RetireIssuerKey(TestIssuer.OPERATION_KEY), false),
                new Scenario(
                        "retire card",
                        List.of(
                                new NewLimits(TestIssuer.CNY, new Limits(70_000, 60_000, 60_000)),
                                DrivenCard.move(Business.REDEEM, BALANCE)),
                        new Bare(Business.RETIRE_CARD),
                        false));
    }

    private static Scenario plain(OperationContent content) {
        return new Scenario(content.business().name(), List.of(), content, false);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anExecutedOperationIsWhollyAppliedOrNot(Scenario business) {
        byte[] before = prepared(business.before());
        KeptMemory untorn = new KeptMemory(before);
        Attempt whole = attempt(untorn, business, -1);
        int points = whole.card().card().tearPointsOfLastCommand();
        assertThat(points).isGreaterThan(10);
        Set<Boolean> outcomes = new TreeSet<>();
        for (int point = 0; point < points; point++) {
            KeptMemory memory = new KeptMemory(before);
            Attempt torn = attempt(memory, business, point);
            boolean applied = Arrays.equals(memory.image(), untorn.image());
            assertThat(applied || Arrays.equals(memory.image(), before))
                    .as("%s torn at %d: wholly before or wholly after", business, point)
                    .isTrue();
            outcomes.add(applied);
            assertTold(memory, torn.operation(), applied);
            cases++;
        }
        assertThat(outcomes).containsExactly(false, true);
    }

    private record Attempt(DrivenCard card, Signed<Operation> operation) {}

    /** Executes, with a cut unless the point is negative. */
    private static Attempt attempt(KeptMemory memory, Scenario business, int point) {
        DrivenCard card = driven(memory);
        if (business.verified()) {
            card.done(CardCommands.verify(DrivenCard.pin(PIN)));
        }
        for (int i = 0; i < OTHER_OPERATIONS; i++) {
            card.nextId();
        }
        Signed<Operation> operation = TestIssuer.sign(card.prepare(business.content()));
        CommandApdu execute = CardCommands.execute(operation);
        if (point < 0) {
            card.done(execute);
        } else {
            card.card().cutPowerAt(point);
            assertThat(catchThrowable(() -> card.send(execute))).isInstanceOf(PowerCutException.class);
        }
        return new Attempt(card, operation);
    }

    /** Another reader is told by GET LAST RESULT or SIGNED STATUS which it was; then nothing that was signed before applies. */
    private static void assertTold(KeptMemory memory, Signed<Operation> operation, boolean applied) {
        DrivenCard card = driven(memory);
        long counter = operation.statement().counter();
        ResponseApdu last = card.send(CardCommands.lastResult());
        CardStatus status = card.status(operation.statement().id());
        assertThat(status.counter()).isEqualTo(applied ? counter + 1 : counter);
        assertThat(status.lastOperationId().equals(operation.statement().id())).isEqualTo(applied);
        CommandApdu again = CardCommands.execute(operation);
        if (applied) {
            assertThat(card.lastResult().digest())
                    .isEqualTo(operation.statement().digest());
            assertThat(card.send(again)).isEqualTo(last);
        } else {
            card.refused(again, StatusWord.OTHER_CHALLENGE);
        }
        assertThat(card.send(CardCommands.lastResult())).isEqualTo(last);
    }

    static Stream<CommandApdu> pinCommands() {
        return Stream.of(
                CardCommands.verify(DrivenCard.pin(PIN)),
                CardCommands.verify(DrivenCard.pin("1111")),
                CardCommands.changePin(DrivenCard.pin(PIN), DrivenCard.pin("13579")),
                CardCommands.changePin(DrivenCard.pin("1111"), DrivenCard.pin("13579")));
    }

    /** Between before and after there is one more state: a try has fallen, and the comparison has not been paid for. */
    @ParameterizedTest
    @MethodSource("pinCommands")
    void aTryFallsBeforeTheComparisonAndStaysFallen(CommandApdu command) {
        byte[] before = prepared(List.of(DrivenCard.move(Business.REDEEM, 700)));
        KeptMemory fallen = new KeptMemory(before);
        driven(fallen).send(CardCommands.verify(DrivenCard.pin("9999")));
        KeptMemory untorn = new KeptMemory(before);
        DrivenCard whole = driven(untorn);
        whole.send(command);
        List<byte[]> seen = new ArrayList<>();
        for (int point = 0; point < whole.card().tearPointsOfLastCommand(); point++) {
            KeptMemory memory = new KeptMemory(before);
            tear(driven(memory), command, point);
            assertThat(Stream.of(before, fallen.image(), untorn.image()))
                    .as("torn at %d", point)
                    .anySatisfy(allowed -> assertThat(memory.image()).isEqualTo(allowed));
            seen.add(memory.image());
            cases++;
        }
        // The first point lies before the first write; from the second on, the try is gone.
        assertThat(seen.getFirst()).isEqualTo(before);
        assertThat(seen.subList(1, seen.size()))
                .noneSatisfy(each -> assertThat(each).isEqualTo(before));
    }

    @Test
    void theFirstPinIsChosenWhollyOrNot() {
        assertWhole(
                prepared(List.of(new Bare(Business.RESET_HOLDER_PIN))),
                CardCommands.chooseFirstPin(DrivenCard.pin("1357")));
    }

    private static void assertWhole(byte[] before, CommandApdu command) {
        KeptMemory untorn = new KeptMemory(before);
        DrivenCard whole = driven(untorn);
        whole.done(command);
        int points = whole.card().tearPointsOfLastCommand();
        for (int point = 0; point < points; point++) {
            KeptMemory memory = new KeptMemory(before);
            tear(driven(memory), command, point);
            assertThat(List.of(before, untorn.image()))
                    .as("torn at %d", point)
                    .anySatisfy(allowed -> assertThat(memory.image()).isEqualTo(allowed));
            cases++;
        }
    }

    private static void tear(DrivenCard card, CommandApdu command, int point) {
        card.card().cutPowerAt(point);
        assertThat(catchThrowable(() -> card.send(command))).isInstanceOf(PowerCutException.class);
    }

    @Test
    void commandsThatChangeNothingWriteNothing() {
        KeptMemory memory = new KeptMemory(active);
        DrivenCard card = driven(memory);
        List<Consumer<DrivenCard>> commands = List.of(
                DrivenCard::select,
                DrivenCard::visible,
                it -> it.initialize(Business.REDEEM),
                it -> it.prepare(DrivenCard.move(Business.TRANSFER_OUT, 10)),
                it -> it.status(it.nextId()));
        for (Consumer<DrivenCard> command : commands) {
            command.accept(card);
            assertThat(card.card().tearPointsOfLastCommand()).isZero();
        }
        assertThat(memory.image()).isEqualTo(active);
    }

    /** The memory of the active card after these operations. */
    private static byte[] prepared(List<OperationContent> before) {
        KeptMemory memory = new KeptMemory(active);
        DrivenCard card = driven(memory);
        before.forEach(card::apply);
        return memory.image();
    }

    private static DrivenCard driven(KeptMemory memory) {
        return new DrivenCard(insert(memory, 3), PARAMETERS.cardId(), key).select();
    }

    private static SimulatorUnderTest insert(KeptMemory memory, long seed) {
        return SimulatorUnderTest.insert(SERIAL, TestIssuer.transportKey(SERIAL), memory, new RepeatableRandom(seed));
    }
}
