package io.sealcharge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import org.junit.jupiter.api.Test;

/** A recharge that waits for the charging system; the fixture's terminals ask five times. */
class PendingRechargeTest extends TerminalFixture {
    private static final String PATH = "/v1/recharges";

    private final RechargeOrder order = new RechargeOrder("recharge-1", PHONE, KeyEncryption.ECDH_ES);

    private static Pin pin() {
        return new Pin(FakePlatform.PIN.toCharArray());
    }

    @Test
    void thePlatformIsAskedUntilItKnowsAndThenTheSameBytesGetTheAnswer() {
        platform.pendingAnswers = 3;

        Answer<Recharge> answer = terminal().recharge(order, pin());

        assertThat(answer.value().isRedeemed()).isTrue();
        assertThat(platform.received(PATH + "/r-1")).hasSize(3);
        assertThat(platform.received(PATH).stream()
                        .map(FakePlatform.Received::text)
                        .distinct())
                .hasSize(1);
        assertThat(platform.received(PATH)).hasSize(2);
        assertThat(platform.balanceMinor).isEqualTo(5000);
    }

    @Test
    void aPendingRechargeIsNeverTakenForDoneAndARepeatFindsOut() {
        platform.pendingAnswers = 8;

        assertThat(terminal().recharge(order, pin()).value().isPending()).isTrue();

        assertThat(terminal().acts())
                .containsExactly(new Act(Act.Kind.RECHARGE, "recharge-1", Act.State.UNANSWERED, null));
        assertThat(platform.received(PATH + "/r-1")).hasSize(5);
        assertThat(terminal().resume()).containsExactly(new Act(Act.Kind.RECHARGE, "recharge-1", Act.State.DONE, null));
        assertThat(platform.balanceMinor).isEqualTo(5000);
    }

    @Test
    void aRechargeThatIsStillPendingAfterResumingIsUnanswered() {
        platform.pendingAnswers = 100;
        assertThat(terminal().recharge(order, pin()).value().isPending()).isTrue();

        assertThat(terminal().resume())
                .containsExactly(new Act(Act.Kind.RECHARGE, "recharge-1", Act.State.UNANSWERED, null));
    }

    @Test
    void theRechargeThatIsUnderWayIsTheOneAskedFor() {
        platform.replaceAnswerOf = PATH;
        platform.scripted = new FakePlatform.Scripted(
                202,
                "{\"reference\":\"recharge-1\",\"terminal\":\"terminal-1\",\"status\":\"pending\",\"rechargeId\":\"r-0\"}",
                java.util.Map.of());
        platform.pendingAnswers = 100;

        assertThat(terminal().recharge(order, pin()).value().id()).isNull();

        assertThat(platform.received(PATH + "/r-0")).hasSize(5);
    }

    @Test
    void aRejectionByTheChargingSystemIsFinal() {
        platform.replaceAnswerOf = PATH;
        platform.scripted = FakePlatform.problem(422, "charging_rejected");

        assertThatThrownBy(() -> terminal().recharge(order, pin()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.isFinal()).isTrue());
        assertThat(terminal().acts()).singleElement().extracting(Act::state).isEqualTo(Act.State.REFUSED);
    }
}
