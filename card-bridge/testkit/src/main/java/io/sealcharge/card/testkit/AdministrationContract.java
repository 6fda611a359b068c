package io.sealcharge.card.testkit;

import static io.sealcharge.card.testkit.DrivenCard.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardLimits;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.IssuerKeyEpochs;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Limits;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent;
import io.sealcharge.card.protocol.OperationContent.AddIssuerKey;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationContent.NewLimits;
import io.sealcharge.card.protocol.OperationContent.RetireIssuerKey;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.StatusWord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Administration: by issuer-admin only, blocking by either; and the counter's end, which it still reaches. */
public abstract class AdministrationContract extends CardContract {
    private static final int RESERVED = 0xFFFF_FFEF;

    @Test
    void aCardIsBlockedUnblockedAndRetired() {
        DrivenCard card = active();
        card.apply(new Bare(Business.BLOCK));
        assertThat(state(card)).isEqualTo(CardState.BLOCKED);
        card.refused(CardCommands.initialize(Business.RECHARGE), StatusWord.NOT_IN_THIS_STATE);
        card.apply(new Bare(Business.UNBLOCK));
        assertThat(state(card)).isEqualTo(CardState.ACTIVE);
        assertRefused(card, new Bare(Business.RETIRE_CARD), StatusWord.CARD_NOT_EMPTY);
        card.apply(new NewLimits(TestIssuer.CNY, new Limits(100_000, 50_000, 100_000)));
        card.apply(move(Business.REDEEM, BALANCE));
        OperationResult retired = card.apply(new Bare(Business.RETIRE_CARD));
        assertThat(state(card.restart())).isEqualTo(CardState.RETIRED);
        assertThat(card.lastResult()).isEqualTo(retired);
        assertThat(card.status(retired.operationId()).state()).isEqualTo(CardState.RETIRED);
    }

    @Test
    void whoeverMayDebitMayBlock() {
        DrivenCard card = active();
        card.execute(TestIssuer.sign(
                card.operation(card.initialize(Business.BLOCK), new Bare(Business.BLOCK), TestIssuer.OPERATION_KEY)));
        assertThat(state(card)).isEqualTo(CardState.BLOCKED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Business.class,
            names = {"LIMITS", "RESET_HOLDER_PIN", "ADD_ISSUER_KEY", "RETIRE_ISSUER_KEY", "RETIRE_CARD"})
    void otherAdministrationIsNotSignedByIssuerOperation(Business business) {
        DrivenCard card = active();
        Operation operation = card.operation(card.initialize(business), content(business), TestIssuer.OPERATION_KEY);
        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(operation), StatusWord.KEY_NOT_USABLE);
    }

    @Test
    void unblockingIsNotSignedByIssuerOperation() {
        DrivenCard card = blocked();
        Operation operation =
                card.operation(card.initialize(Business.UNBLOCK), new Bare(Business.UNBLOCK), TestIssuer.OPERATION_KEY);
        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(operation), StatusWord.KEY_NOT_USABLE);
    }

    private static OperationContent content(Business business) {
        return switch (business) {
            case LIMITS -> new NewLimits(TestIssuer.CNY, TestIssuer.LIMITS);
            case ADD_ISSUER_KEY -> new AddIssuerKey(TestIssuer.issuerKey(IssuerRole.OPERATION, 2));
            case RETIRE_ISSUER_KEY -> new RetireIssuerKey(TestIssuer.OPERATION_KEY);
            default -> new Bare(business);
        };
    }

    @Test
    void allAdministrationButBlockingIsDoneOnABlockedCard() {
        DrivenCard card = blocked();
        card.refused(CardCommands.initialize(Business.BLOCK), StatusWord.NOT_IN_THIS_STATE);
        card.apply(content(Business.LIMITS));
        card.apply(content(Business.RESET_HOLDER_PIN));
        card.apply(content(Business.ADD_ISSUER_KEY));
        card.apply(content(Business.RETIRE_ISSUER_KEY));
        assertThat(state(card)).isEqualTo(CardState.BLOCKED);
    }

    @Test
    void newLimitsHoldFromTheNextOperationOn() {
        DrivenCard card = active();
        Limits highest = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        assertRefused(card, new NewLimits(new CurrencyNumber(840), highest), StatusWord.OTHER_CURRENCY);
        card.apply(new NewLimits(TestIssuer.CNY, highest));
        assertThat(CardLimits.decode(card.done(CardCommands.limits())).limits()).isEqualTo(highest);

        card.apply(move(Business.RECHARGE, Long.MAX_VALUE - BALANCE));
        assertRefused(card, move(Business.RECHARGE, 1), StatusWord.OVER_CAP);
        assertThat(card.apply(move(Business.REDEEM, Long.MAX_VALUE)).balanceAfterMinor())
                .isZero();
        assertRefused(card, move(Business.REDEEM, 1), StatusWord.PIN_NEEDED);

        card.apply(new NewLimits(TestIssuer.CNY, new Limits(0, 0, 0)));
        assertRefused(card, move(Business.RECHARGE, 1), StatusWord.OVER_CAP);
        assertRefused(card, move(Business.REDEEM, 1), StatusWord.OVER_CAP);
    }

    @ParameterizedTest
    @EnumSource(IssuerRole.class)
    void issuerKeysRollOver(IssuerRole role) {
        DrivenCard card = empty(KeyScheme.CERTIFIED);
        assertRefused(card, new RetireIssuerKey(new KeyReference(role, 1)), StatusWord.EPOCH_NOT_POSSIBLE);
        assertRefused(card, new RetireIssuerKey(new KeyReference(role, 9)), StatusWord.EPOCH_NOT_POSSIBLE);
        assertRefused(card, new AddIssuerKey(TestIssuer.issuerKey(role, 1)), StatusWord.EPOCH_NOT_POSSIBLE);
        int last = 1 + 2 * (role.keysAtMost() - 1);
        for (int epoch = 3; epoch <= last; epoch += 2) {
            card.apply(new AddIssuerKey(TestIssuer.issuerKey(role, epoch)));
        }
        assertRefused(card, new AddIssuerKey(TestIssuer.issuerKey(role, last + 1)), StatusWord.NO_ROOM);
        assertRefused(card, new AddIssuerKey(TestIssuer.issuerKey(role, last - 1)), StatusWord.EPOCH_NOT_POSSIBLE);

        card.apply(new RetireIssuerKey(new KeyReference(role, last)));
        assertRefused(card, new AddIssuerKey(TestIssuer.issuerKey(role, last)), StatusWord.EPOCH_NOT_POSSIBLE);
        card.apply(new AddIssuerKey(TestIssuer.issuerKey(role, 0x7FFF)));
        assertThat(epochs(card, role)).startsWith(1).endsWith(0x7FFF).hasSize(role.keysAtMost());
        signsAndIsRetired(card, role);
    }

    /** The newest key signs, also the retirement of the first; and that one signs no more. */
    private void signsAndIsRetired(DrivenCard card, IssuerRole role) {
        KeyReference newest = new KeyReference(role, 0x7FFF);
        KeyReference first = new KeyReference(role, 1);
        OperationContent retirement = new RetireIssuerKey(first);
        KeyReference signer = role == IssuerRole.ADMIN ? newest : TestIssuer.ADMIN_KEY;
        card.execute(TestIssuer.sign(card.operation(card.initialize(Business.RETIRE_ISSUER_KEY), retirement, signer)));
        assertThat(epochs(card.restart(), role)).doesNotContain(1);

        card.execute(
                TestIssuer.sign(card.operation(card.initialize(Business.BLOCK), new Bare(Business.BLOCK), newest)));
        Operation withOld = card.operation(card.initialize(Business.LIMITS), content(Business.LIMITS), first);
        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(withOld), StatusWord.KEY_NOT_USABLE);
    }

    private static List<Integer> epochs(DrivenCard card, IssuerRole role) {
        return IssuerKeyEpochs.decode(card.done(CardCommands.issuerKeys())).keys().stream()
                .filter(key -> key.role() == role)
                .map(KeyReference::epoch)
                .toList();
    }

    @Test
    void theLastCountersServeOnlyRedeemAndAdministration() {
        DrivenCard card = active();
        card.card().presetCounter(RESERVED - 1);
        card.select().apply(move(Business.RECHARGE, 1));
        for (Business refused : List.of(Business.RECHARGE, Business.TRANSFER_IN, Business.TRANSFER_OUT)) {
            card.refused(CardCommands.initialize(refused), StatusWord.COUNTER_EXHAUSTED);
        }
        for (int used = 0; used < 15; used++) {
            card.apply(move(Business.REDEEM, 1));
        }
        assertThat(card.apply(new Bare(Business.RESET_HOLDER_PIN)).counterAfter())
                .isEqualTo(0xFFFF_FFFFL);
        List<ResponseApdu> before = card.visible();
        for (Business refused : Business.values()) {
            if (refused.isAllowedIn(CardState.ACTIVE)) {
                card.refused(CardCommands.initialize(refused), StatusWord.COUNTER_EXHAUSTED);
            }
        }
        assertThat(card.visible()).isEqualTo(before);
        assertThat(card.status(card.lastResult().operationId()).counter()).isEqualTo(0xFFFF_FFFFL);
    }

    @Test
    void anExhaustedCounterIsRefusedByExecuteToo() {
        DrivenCard card = active();
        Operation recharge = card.prepare(move(Business.RECHARGE, 1));
        card.card().presetCounter(RESERVED);
        Operation late = new Operation(
                recharge.cardId(),
                recharge.id(),
                0xFFFF_FFEFL,
                recharge.challenge(),
                recharge.signingKey(),
                recharge.content());
        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(late), StatusWord.COUNTER_EXHAUSTED);
    }

    private static CardState state(DrivenCard card) {
        return CardInfo.decode(card.done(CardCommands.cardInfo())).state();
    }

    private static void assertRefused(DrivenCard card, OperationContent content, StatusWord word) {
        ExecuteContract.assertRefused(card, content, word);
    }
}
