package io.sealcharge.card.testkit;

import static io.sealcharge.card.testkit.DrivenCard.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.Challenge;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransferRequest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EXECUTE of what moves value: done right, and refused with the word of the first check that fails. */
public abstract class ExecuteContract extends CardContract {
    private static final Operation NO_OPERATION = new Operation(
            new CardId(new byte[CardId.LENGTH]),
            new OperationId(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9}),
            0,
            new Challenge(new byte[Challenge.LENGTH]),
            TestIssuer.OPERATION_KEY,
            move(Business.RECHARGE, 1));

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void valueGoesOnAndOffTheCard(KeyScheme scheme) {
        DrivenCard card = empty(scheme);

        assertMoved(card.apply(move(Business.RECHARGE, 30_000)), 0, 30_000, 1);
        assertMoved(card.apply(move(Business.REDEEM, 1_000)), 30_000, 29_000, 2);
        assertMoved(card.apply(move(Business.TRANSFER_OUT, 2_000)), 29_000, 27_000, 3);
        OperationResult last = card.apply(move(Business.TRANSFER_IN, 500));
        assertMoved(last, 27_000, 27_500, 4);
        assertThat(card.restart().lastResult()).isEqualTo(last);
        assertThat(card.status(last.operationId()).balanceMinor()).isEqualTo(27_500);
        assertThat(card.status(last.operationId()).lastOperationDigest()).isEqualTo(last.digest());
    }

    private static void assertMoved(OperationResult result, long before, long after, long counter) {
        assertThat(result.balanceBeforeMinor()).isEqualTo(before);
        assertThat(result.balanceAfterMinor()).isEqualTo(after);
        assertThat(result.counterAfter()).isEqualTo(counter);
    }

    @Test
    void theIdenticalOperationIsAnsweredIdenticallyWhateverCameBetween() {
        DrivenCard card = active();
        Signed<Operation> operation = TestIssuer.sign(card.prepare(move(Business.REDEEM, 1_000)));
        byte[] first = card.done(CardCommands.execute(operation));
        Signed<Operation> otherSignature =
                new Signed<>(operation.statement(), new CardSignature(new byte[CardSignature.LENGTH]));

        assertThat(card.done(CardCommands.execute(operation))).isEqualTo(first);
        assertThat(card.done(CardCommands.execute(otherSignature))).isEqualTo(first);
        assertThat(card.restart().done(CardCommands.execute(operation))).isEqualTo(first);
        card.status(operation.statement().id());
        assertThat(card.done(CardCommands.execute(operation))).isEqualTo(first);
        assertThat(card.done(CardCommands.lastResult())).isEqualTo(first);
        assertThat(card.lastResult().balanceAfterMinor()).isEqualTo(BALANCE - 1_000);
    }

    @ParameterizedTest
    @EnumSource(
            value = Business.class,
            names = {"BLOCK", "RETIRE_CARD"})
    void theIdenticalOperationIsAnsweredIdenticallyInTheStateItLedTo(Business business) {
        DrivenCard card = empty(KeyScheme.CERTIFIED);
        Signed<Operation> operation = TestIssuer.sign(card.prepare(new Bare(business)));
        byte[] first = card.done(CardCommands.execute(operation));

        assertThat(card.restart().done(CardCommands.execute(operation))).isEqualTo(first);
    }

    @Test
    void anOlderOperationIsRefused() {
        DrivenCard card = active();
        Signed<Operation> older = TestIssuer.sign(card.prepare(move(Business.REDEEM, 1_000)));
        card.execute(older);
        card.apply(move(Business.RECHARGE, 10));

        assertRefusedUnchanged(card, older, StatusWord.OTHER_COUNTER);
    }

    @Test
    void aChallengeServesOneOperation() {
        DrivenCard card = active();
        Operation first = card.prepare(move(Business.REDEEM, 100));
        card.execute(TestIssuer.sign(first));
        Operation second = withCounter(first, first.counter() + 1);

        assertRefusedUnchanged(card, TestIssuer.sign(second), StatusWord.OTHER_CHALLENGE);
    }

    @Test
    void eachFieldIsCheckedAndNothingChanges() {
        DrivenCard card = active();
        InitializeAnswer answer = card.initialize(Business.REDEEM);
        Operation good = card.operation(answer, move(Business.REDEEM, 1_000));

        refuse(card, good, it -> withCard(it, new CardId(new byte[CardId.LENGTH])), StatusWord.OTHER_CARD);
        refuse(card, good, it -> withKey(it, IssuerRole.OPERATION, 2), StatusWord.KEY_NOT_USABLE);
        refuse(card, good, it -> withKey(it, IssuerRole.ADMIN, 1), StatusWord.KEY_NOT_USABLE);
        refuse(card, good, it -> withCounter(it, it.counter() + 1), StatusWord.OTHER_COUNTER);
        refuse(card, good, it -> withCounter(it, it.counter() - 1), StatusWord.OTHER_COUNTER);
        refuse(card, good, it -> withCounter(it, 0xFFFF_FFFFL), StatusWord.OTHER_COUNTER);
        refuse(
                card,
                good,
                it -> withChallenge(it, new Challenge(new byte[Challenge.LENGTH])),
                StatusWord.OTHER_CHALLENGE);
        refuse(card, good, it -> with(it, move(Business.RECHARGE, 1_000)), StatusWord.OTHER_CHALLENGE);
        refuse(
                card,
                good,
                it -> with(it, new ValueMove(Business.REDEEM, new CurrencyNumber(840), 1_000, DrivenCard.ACCOUNT)),
                StatusWord.OTHER_CURRENCY);
        refuse(card, good, it -> with(it, move(Business.REDEEM, 50_001)), StatusWord.OVER_CAP);
        refuse(card, good, it -> with(it, move(Business.REDEEM, 5_001)), StatusWord.PIN_NEEDED);
        refuse(card, good, it -> with(it, move(Business.REDEEM, Long.MAX_VALUE)), StatusWord.OVER_CAP);
        assertRefusedUnchanged(
                card,
                new Signed<>(good, TestKey.named("a forger").sign(good.signingInput())),
                StatusWord.WRONG_SIGNATURE);

        assertThat(card.execute(TestIssuer.sign(good)).balanceAfterMinor()).isEqualTo(BALANCE - 1_000);
    }

    @Test
    void signaturesOutOfRangeOrOverAnythingElseAreRefused() {
        DrivenCard card = active();
        Operation good = card.operation(card.initialize(Business.REDEEM), move(Business.REDEEM, 1_000));
        byte[] order = HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        byte[] right = TestIssuer.sign(good).signature().bytes();
        TestKey issuer = TestIssuer.key(TestIssuer.OPERATION_KEY);

        for (CardSignature wrong : List.of(
                new CardSignature(new byte[CardSignature.LENGTH]),
                halves(right, new byte[32], 0),
                halves(right, new byte[32], 32),
                halves(right, order, 0),
                halves(right, order, 32),
                halves(right, filled(), 0),
                halves(right, filled(), 32),
                issuer.sign(good.encode()),
                issuer.sign(good.transferInput()),
                issuer.sign(Domain.ADMINISTRATION.signingInput(good.encode())),
                TestIssuer.key(TestIssuer.ADMIN_KEY).sign(good.signingInput()))) {
            assertRefusedUnchanged(card, new Signed<>(good, wrong), StatusWord.WRONG_SIGNATURE);
        }
        card.execute(TestIssuer.sign(good));
    }

    private static CardSignature halves(byte[] right, byte[] half, int at) {
        byte[] both = right.clone();
        System.arraycopy(half, 0, both, at, half.length);
        return new CardSignature(both);
    }

    private static byte[] filled() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0xFF);
        return bytes;
    }

    @Test
    void theChecksComeInTheirOrder() {
        DrivenCard card = active();
        Signed<Operation> unsigned = new Signed<>(NO_OPERATION, new CardSignature(new byte[CardSignature.LENGTH]));
        assertRefusedUnchanged(card, unsigned, StatusWord.OTHER_CARD);

        Operation wrong = withCard(NO_OPERATION, card.id());
        wrong = withKey(wrong, IssuerRole.OPERATION, 7);
        wrong = with(wrong, new ValueMove(Business.TRANSFER_OUT, new CurrencyNumber(840), 90_000, DrivenCard.ACCOUNT));
        assertRefusedUnchanged(card, forged(wrong), StatusWord.KEY_NOT_USABLE);
        wrong = withKey(wrong, IssuerRole.OPERATION, 1);
        assertRefusedUnchanged(card, forged(wrong), StatusWord.WRONG_SIGNATURE);
        assertRefusedUnchanged(card, TestIssuer.sign(wrong), StatusWord.OTHER_COUNTER);
        wrong = withCounter(wrong, 1);
        assertRefusedUnchanged(card, TestIssuer.sign(wrong), StatusWord.OTHER_CHALLENGE);
        wrong = withChallenge(wrong, card.initialize(Business.TRANSFER_OUT).challenge());
        assertRefusedUnchanged(card, TestIssuer.sign(wrong), StatusWord.TRANSFER_NOT_REQUESTED);

        wrong = with(wrong, new ValueMove(Business.REDEEM, new CurrencyNumber(840), 90_000, DrivenCard.ACCOUNT));
        wrong = withChallenge(wrong, card.initialize(Business.REDEEM).challenge());
        assertRefusedUnchanged(card, TestIssuer.sign(wrong), StatusWord.OTHER_CURRENCY);
        wrong = with(wrong, move(Business.REDEEM, 90_000));
        assertRefusedUnchanged(card, TestIssuer.sign(wrong), StatusWord.OVER_CAP);
        wrong = with(wrong, move(Business.REDEEM, 30_000));
        assertRefusedUnchanged(card, TestIssuer.sign(wrong), StatusWord.PIN_NEEDED);
    }

    @ParameterizedTest
    @EnumSource(
            value = CardState.class,
            names = {"BLOCKED", "RETIRED"})
    void noValueMovesUnlessTheCardIsActive(CardState state) {
        DrivenCard card = inState(state);
        Operation operation = withCard(NO_OPERATION, card.id());
        for (Business business : Business.values()) {
            if (!business.isAdministration()) {
                Operation each = with(operation, move(business, 1));
                assertRefusedUnchanged(card, forged(each), StatusWord.NOT_IN_THIS_STATE);
            }
        }
    }

    @Test
    void aBlankCardExecutesNothing() {
        blank().refused(CardCommands.execute(TestIssuer.sign(NO_OPERATION)), StatusWord.NOT_IN_THIS_STATE);
    }

    @Test
    void limitsHoldToTheLastUnit() {
        DrivenCard card = empty(KeyScheme.CERTIFIED);
        assertRefused(card, move(Business.RECHARGE, 50_001), StatusWord.OVER_CAP);
        card.apply(move(Business.RECHARGE, 50_000));
        assertRefused(card, move(Business.RECHARGE, 50_001), StatusWord.OVER_CAP);
        card.apply(move(Business.RECHARGE, 49_999));
        assertRefused(card, move(Business.RECHARGE, 2), StatusWord.OVER_CAP);
        assertRefusedRequest(card, Business.TRANSFER_IN, 2, StatusWord.OVER_CAP);
        card.apply(move(Business.RECHARGE, 1));
        assertRefused(card, move(Business.RECHARGE, 1), StatusWord.OVER_CAP);
        assertRefused(card, move(Business.RECHARGE, Long.MAX_VALUE), StatusWord.OVER_CAP);

        card.apply(move(Business.REDEEM, 4_999));
        assertRefused(card, move(Business.REDEEM, 2), StatusWord.PIN_NEEDED);
        assertRefusedRequest(card, Business.TRANSFER_OUT, 2, StatusWord.PIN_NEEDED);
        card.apply(move(Business.TRANSFER_OUT, 1));
        assertRefused(card, move(Business.REDEEM, 1), StatusWord.PIN_NEEDED);
    }

    @Test
    void noMoreIsDebitedThanIsThere() {
        DrivenCard card = empty(KeyScheme.CERTIFIED);
        assertRefused(card, move(Business.REDEEM, 1), StatusWord.BALANCE_TOO_SMALL);
        assertRefusedRequest(card, Business.TRANSFER_OUT, 1, StatusWord.BALANCE_TOO_SMALL);
        card.apply(move(Business.RECHARGE, 256));
        assertRefused(card, move(Business.REDEEM, 257), StatusWord.BALANCE_TOO_SMALL);
        assertThat(card.apply(move(Business.REDEEM, 256)).balanceAfterMinor()).isZero();
    }

    protected static void assertRefused(DrivenCard card, OperationContent content, StatusWord word) {
        assertRefusedUnchanged(card, TestIssuer.sign(card.prepare(content)), word);
    }

    private static void assertRefusedRequest(DrivenCard card, Business business, long amountMinor, StatusWord word) {
        card.initialize(business);
        List<ResponseApdu> before = card.visible();
        card.refused(
                CardCommands.requestTransfer(
                        business,
                        new TransferRequest(card.nextId(), TestIssuer.OPERATION_KEY, amountMinor, DrivenCard.ACCOUNT)),
                word);
        assertThat(card.visible()).isEqualTo(before);
    }

    private static void refuse(DrivenCard card, Operation good, UnaryOperator<Operation> change, StatusWord word) {
        assertRefusedUnchanged(card, TestIssuer.sign(change.apply(good)), word);
    }

    protected static void assertRefusedUnchanged(DrivenCard card, Signed<Operation> operation, StatusWord word) {
        List<ResponseApdu> before = card.visible();
        card.refused(CardCommands.execute(operation), word);
        assertThat(card.visible()).isEqualTo(before);
    }

    private static Signed<Operation> forged(Operation operation) {
        return new Signed<>(operation, new CardSignature(filledSignature()));
    }

    private static byte[] filledSignature() {
        byte[] bytes = new byte[CardSignature.LENGTH];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static Operation withCard(Operation it, CardId card) {
        return new Operation(card, it.id(), it.counter(), it.challenge(), it.signingKey(), it.content());
    }

    private static Operation withCounter(Operation it, long counter) {
        return new Operation(it.cardId(), it.id(), counter, it.challenge(), it.signingKey(), it.content());
    }

    private static Operation withChallenge(Operation it, Challenge challenge) {
        return new Operation(it.cardId(), it.id(), it.counter(), challenge, it.signingKey(), it.content());
    }

    private static Operation withKey(Operation it, IssuerRole role, int epoch) {
        KeyReference key = new KeyReference(role, epoch);
        return new Operation(it.cardId(), it.id(), it.counter(), it.challenge(), key, it.content());
    }

    private static Operation with(Operation it, OperationContent content) {
        return new Operation(it.cardId(), it.id(), it.counter(), it.challenge(), it.signingKey(), content);
    }
}
