package io.sealcharge.card.testkit;

import static io.sealcharge.card.testkit.DrivenCard.move;
import static io.sealcharge.card.testkit.DrivenCard.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.RetireIssuerKey;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power goes away at each tear point of each command that changes something: the card is wholly before or wholly after. */
public abstract class TearContract extends CardContract {
    private static final String PIN = "2468";
    private static final String OTHER = "1357";

    /** Tells how many tear points a command was torn at, which is more than 0. */
    protected abstract void report(String command, int tearPoints);

    @ParameterizedTest
    @EnumSource(
            value = Business.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNBLOCK", "RETIRE_CARD"})
    void executeIsWholeWhereverItIsTorn(Business business) {
        DrivenCard card = active();
        card.apply(new AddIssuerKey(TestIssuer.issuerKey(IssuerRole.OPERATION, 2)));
        card.done(CardCommands.chooseFirstPin(pin(PIN)));
        report("EXECUTE " + business, tearThroughAll(card, content(business)));
    }

    @Test
    void unblockingIsWholeWhereverItIsTorn() {
        DrivenCard card = blocked();
        report("EXECUTE UNBLOCK", tearThroughAll(card, new Bare(Business.UNBLOCK)));
    }

    @Test
    void retirementIsWholeWhereverItIsTorn() {
        DrivenCard card = empty(KeyScheme.CERTIFIED);
        report("EXECUTE RETIRE_CARD", tearThroughAll(card, new Bare(Business.RETIRE_CARD)));
    }

    private static OperationContent content(Business business) {
        return switch (business) {
            case RECHARGE, REDEEM, TRANSFER_OUT, TRANSFER_IN -> move(business, 100);
            case LIMITS -> new NewLimits(TestIssuer.CNY, new Limits(200_000, 60_000, 70_000));
            case ADD_ISSUER_KEY -> new AddIssuerKey(TestIssuer.issuerKey(IssuerRole.OPERATION, 3));
            case RETIRE_ISSUER_KEY -> new RetireIssuerKey(TestIssuer.OPERATION_KEY);
            case BLOCK, UNBLOCK, RESET_HOLDER_PIN, RETIRE_CARD -> new Bare(business);
        };
    }

    /** Tears at point 0, 1, 2 … as long as the card is as before; the first tear that comes too late ends it. */
    private static int tearThroughAll(DrivenCard card, OperationContent content) {
        int cases = 0;
        for (int point = 0; ; point++) {
            List<ResponseApdu> before = card.visible();
            Signed<Operation> operation = TestIssuer.sign(card.prepare(content));
            boolean cut = isCut(card, CardCommands.execute(operation), point);
            card.restart();
            CardStatus status = card.status(operation.statement().id());
            if (cut) {
                cases++;
            }
            if (status.counter() == operation.statement().counter()) {
                assertThat(cut).as("tear point %d", point).isTrue();
                assertThat(status.lastOperationId())
                        .isNotEqualTo(operation.statement().id());
                assertThat(card.visible()).as("tear point %d", point).isEqualTo(before);
            } else {
                assertApplied(card, operation, status);
                return cases + afterTheCommit(card, content, point, cut);
            }
        }
    }

    private static void assertApplied(DrivenCard card, Signed<Operation> operation, CardStatus status) {
        assertThat(status.counter()).isEqualTo(operation.statement().counter() + 1);
        assertThat(status.lastOperationId()).isEqualTo(operation.statement().id());
        assertThat(status.lastOperationDigest()).isEqualTo(operation.statement().digest());
        byte[] stored = card.done(CardCommands.lastResult());
        assertThat(card.done(CardCommands.execute(operation))).isEqualTo(stored);
        assertThat(card.lastResult().digest()).isEqualTo(operation.statement().digest());
        assertThat(card.lastResult().balanceAfterMinor()).isEqualTo(status.balanceMinor());
    }

    /** Tear points behind the commit are reached with further operations, where the business can be repeated. */
    private static int afterTheCommit(DrivenCard card, OperationContent content, int point, boolean cut) {
        boolean repeatable = content.business().isCredit() || content.business().isDebit();
        int cases = 0;
        boolean more = cut && repeatable;
        for (int next = point + 1; more; next++) {
            Signed<Operation> operation = TestIssuer.sign(card.prepare(content));
            more = isCut(card, CardCommands.execute(operation), next);
            card.restart();
            assertApplied(card, operation, card.status(operation.statement().id()));
            cases += more ? 1 : 0;
        }
        return cases;
    }

    private static boolean isCut(DrivenCard card, CommandApdu command, int point) {
        card.card().cutPowerAt(point);
        try {
            ResponseApdu answer = card.send(command);
            assertThat(answer.isDone()).as("%s", command).isTrue();
            return false;
        } catch (PowerCutException cut) {
            return true;
        }
    }

    /** Up to the comparison the right PIN and a wrong one leave the same traces, so that cutting the power wins no tries. */
    @Test
    void aTryIsGoneBeforeAnythingShowsWhetherThePinIsRight() {
        List<Integer> wrong = triesAfterTears(CardCommands.verify(pin(OTHER)), "VERIFY, wrong");
        List<Integer> right = triesAfterTears(CardCommands.verify(pin(PIN)), "VERIFY, right");
        List<Integer> changed = triesAfterTears(CardCommands.changePin(pin(PIN), pin(OTHER)), "CHANGE PIN");

        assertThat(wrong).isSortedAccordingTo(Comparator.reverseOrder()).containsOnly(3, 2);
        assertThat(right).startsWith(wrong.toArray(Integer[]::new)).last().isEqualTo(3);
        assertThat(changed).startsWith(wrong.toArray(Integer[]::new)).last().isEqualTo(3);
    }

    /** The tries that are left after a cut at each tear point; for a command that ends well, also at its end. */
    private List<Integer> triesAfterTears(CommandApdu command, String what) {
        List<Integer> tries = new ArrayList<>();
        boolean cut = true;
        for (int point = 0; cut; point++) {
            DrivenCard card = active();
            card.done(CardCommands.chooseFirstPin(pin(PIN)));
            boolean done = false;
            card.card().cutPowerAt(point);
            try {
                done = card.send(command).isDone();
                cut = false;
            } catch (PowerCutException torn) {
                card.restart();
            }
            if (cut || done) {
                tries.add(tries(card));
            }
        }
        report(what, tries.size());
        return tries;
    }

    @Test
    void aChangedPinIsTheOldOrTheNew() {
        int cases = 0;
        boolean cut = true;
        for (int point = 0; cut; point++) {
            DrivenCard card = active();
            card.done(CardCommands.chooseFirstPin(pin(PIN)));
            cut = isCut(card, CardCommands.changePin(pin(PIN), pin(OTHER)), point);
            card.restart();
            assertThat(tries(card)).isBetween(2, 3);
            boolean isNew = card.send(CardCommands.verify(pin(OTHER))).isDone();
            assertThat(isNew || card.send(CardCommands.verify(pin(PIN))).isDone())
                    .isTrue();
            assertThat(isNew || cut).isTrue();
            cases += cut ? 1 : 0;
        }
        assertThat(cases).isPositive();
    }

    @Test
    void aFirstPinIsThereOrNot() {
        int cases = 0;
        boolean cut = true;
        for (int point = 0; cut; point++) {
            DrivenCard card = active();
            cut = isCut(card, CardCommands.chooseFirstPin(pin(PIN)), point);
            card.restart();
            if (tries(card) == CardInfo.NO_PIN) {
                assertThat(cut).isTrue();
                card.done(CardCommands.chooseFirstPin(pin(PIN)));
            }
            card.done(CardCommands.verify(pin(PIN)));
            assertThat(tries(card)).isEqualTo(3);
            cases += cut ? 1 : 0;
        }
        report("CHANGE PIN, first", cases);
    }

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void personalisationTornAnywhereIsBegunAgainAndEndsWell(KeyScheme scheme) {
        int cases = 0;
        int commands = 11;
        for (int command = 1; command <= commands; command++) {
            boolean cut = true;
            for (int point = 0; cut; point++) {
                cut = tearPersonalisation(scheme, command, point);
                cases += cut ? 1 : 0;
            }
        }
        report("personalisation, " + scheme, cases);
    }

    private boolean tearPersonalisation(KeyScheme scheme, int command, int point) {
        SerialNumber serial = nextSerial();
        DrivenCard card = new DrivenCard(inserted(serial));
        int[] sent = {0};
        TestPersonaliser torn = new TestPersonaliser(
                each -> {
                    sent[0]++;
                    if (sent[0] == command) {
                        card.card().cutPowerAt(point);
                    }
                    return card.send(each);
                },
                serial,
                TestIssuer.parameters(idOf(serial)),
                scheme);
        try {
            torn.run();
            return false;
        } catch (PowerCutException cut) {
            card.restart();
            if (CardInfo.decode(card.done(CardCommands.cardInfo())).personal().isEmpty()) {
                TestPersonaliser again =
                        new TestPersonaliser(card::send, serial, TestIssuer.parameters(idOf(serial)), scheme);
                assertThatCode(again::run).doesNotThrowAnyException();
            }
            card.select().done(CardCommands.certificate());
            card.done(CardCommands.signedStatus(OperationId.NONE, new Nonce(new byte[16])));
            return true;
        }
    }

    private static int tries(DrivenCard card) {
        return CardInfo.decode(card.done(CardCommands.cardInfo()))
                .personal()
                .orElseThrow()
                .pinTries();
    }
}
