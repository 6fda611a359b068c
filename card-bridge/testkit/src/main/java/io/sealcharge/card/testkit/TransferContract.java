package io.sealcharge.card.testkit;

import static io.sealcharge.card.testkit.DrivenCard.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Counterpart;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransferRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transfers, which the card asks for itself, and what kills an operation that is signed already. */
public abstract class TransferContract extends CardContract {

    @Test
    void aTransferToAnotherCardNamesIt() {
        DrivenCard card = active();
        DrivenCard other = empty(KeyScheme.DERIVED);
        ValueMove out = new ValueMove(Business.TRANSFER_OUT, TestIssuer.CNY, 700, Counterpart.card(other.id()));
        ValueMove in = new ValueMove(Business.TRANSFER_IN, TestIssuer.CNY, 700, Counterpart.card(card.id()));

        assertThat(card.apply(out).balanceAfterMinor()).isEqualTo(BALANCE - 700);
        assertThat(other.apply(in).balanceAfterMinor()).isEqualTo(700);
    }

    @Test
    void onlyWhatTheCardAskedForIsTransferred() {
        DrivenCard card = active();
        Operation asked = card.prepare(move(Business.TRANSFER_OUT, 100));
        Operation more = new Operation(
                asked.cardId(),
                asked.id(),
                asked.counter(),
                asked.challenge(),
                asked.signingKey(),
                move(Business.TRANSFER_OUT, 101));

        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(more), StatusWord.TRANSFER_NOT_REQUESTED);
        card.execute(TestIssuer.sign(asked));
        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(more), StatusWord.OTHER_COUNTER);
    }

    @Test
    void theSecondRequestReplacesTheFirst() {
        DrivenCard card = active();
        Operation first = card.prepare(move(Business.TRANSFER_OUT, 100));
        Signed<Operation> second = card.requestTransfer(move(Business.TRANSFER_OUT, 200));

        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(first), StatusWord.TRANSFER_NOT_REQUESTED);
        card.execute(TestIssuer.sign(second.statement()));
    }

    @Test
    void requestsAreRefusedInTheirOrder() {
        DrivenCard card = active();
        refuseRequest(card, new KeyReference(IssuerRole.OPERATION, 2), 90_000, StatusWord.KEY_NOT_USABLE);
        refuseRequest(card, TestIssuer.ADMIN_KEY, 90_000, StatusWord.KEY_NOT_USABLE);
        refuseRequest(card, TestIssuer.OPERATION_KEY, 90_000, StatusWord.OTHER_CHALLENGE);
        card.initialize(Business.TRANSFER_IN);
        refuseRequest(card, TestIssuer.OPERATION_KEY, 90_000, StatusWord.OTHER_CHALLENGE);
        card.initialize(Business.TRANSFER_OUT);
        refuseRequest(card, TestIssuer.OPERATION_KEY, 90_000, StatusWord.OVER_CAP);
        refuseRequest(card, TestIssuer.OPERATION_KEY, 30_000, StatusWord.PIN_NEEDED);
        card.done(CardCommands.chooseFirstPin(DrivenCard.pin("2468")));
        card.done(CardCommands.verify(DrivenCard.pin("2468")));
        refuseRequest(card, TestIssuer.OPERATION_KEY, 30_000, StatusWord.BALANCE_TOO_SMALL);
        card.execute(TestIssuer.sign(
                card.requestTransfer(move(Business.TRANSFER_OUT, BALANCE)).statement()));
    }

    private static void refuseRequest(DrivenCard card, KeyReference key, long amountMinor, StatusWord word) {
        TransferRequest request = new TransferRequest(card.nextId(), key, amountMinor, DrivenCard.ACCOUNT);
        card.refused(CardCommands.requestTransfer(Business.TRANSFER_OUT, request), word);
    }

    /** What kills an operation that was signed and not sent. */
    enum Killer {
        SIGNED_STATUS,
        SELECT,
        OTHER_APPLICATION,
        POWER_LOSS,
        INITIALIZE,
        OTHER_BUSINESS
    }

    private static void kill(DrivenCard card, Killer killer) {
        switch (killer) {
            case SIGNED_STATUS -> card.status(OperationId.NONE);
            case SELECT -> card.select();
            case OTHER_APPLICATION -> {
                byte[] name = {(byte) 0xF0, 1, 2, 3, 4, 5, 6};
                card.refused(new CommandApdu(0x00, 0xA4, 0x04, 0x00, name, true), StatusWord.NO_SUCH_APPLICATION);
                card.select();
            }
            case POWER_LOSS -> card.restart();
            case INITIALIZE -> card.initialize(Business.REDEEM);
            case OTHER_BUSINESS -> card.initialize(Business.RECHARGE);
        }
    }

    @ParameterizedTest
    @EnumSource(Killer.class)
    void noOperationOutlivesWhatKillsItsChallenge(Killer killer) {
        for (Business business : List.of(Business.REDEEM, Business.TRANSFER_OUT)) {
            DrivenCard card = active();
            Signed<Operation> waiting = TestIssuer.sign(card.prepare(move(business, 100)));
            kill(card, killer);
            ExecuteContract.assertRefusedUnchanged(card, waiting, StatusWord.OTHER_CHALLENGE);
        }
    }

    @Test
    void theStatusSaysWhetherAnOperationWasApplied() {
        DrivenCard card = active();
        OperationResult before = card.lastResult();
        Operation doubtful = card.prepare(move(Business.REDEEM, 100));

        CardStatus voided = card.status(doubtful.id());
        assertThat(voided.counter()).isEqualTo(doubtful.counter());
        assertThat(voided.lastOperationId()).isEqualTo(before.operationId());
        assertThat(voided.lastOperationDigest()).isEqualTo(before.digest());

        OperationResult applied = card.apply(move(Business.REDEEM, 100));
        CardStatus confirmed = card.restart().status(applied.operationId());
        assertThat(confirmed.counter()).isEqualTo(applied.counterAfter());
        assertThat(confirmed.lastOperationId()).isEqualTo(applied.operationId());
        assertThat(confirmed.balanceMinor()).isEqualTo(BALANCE - 100);
    }

    @Test
    void aRefusedStatusKillsNothing() {
        DrivenCard card = active();
        Signed<Operation> waiting = TestIssuer.sign(card.prepare(move(Business.REDEEM, 100)));
        card.refused(new CommandApdu(0x80, 0x5E, 0, 0, new byte[36], true), StatusWord.MALFORMED);
        card.refused(new CommandApdu(0x80, 0x5E, 0, 0, new byte[35], true), StatusWord.WRONG_LENGTH);
        card.execute(waiting);
    }

    @Test
    void anotherCardsOperationIsRefused() {
        DrivenCard card = active();
        DrivenCard other = active();
        Operation ofOther = other.prepare(move(Business.REDEEM, 100));
        card.initialize(Business.REDEEM);
        ExecuteContract.assertRefusedUnchanged(card, TestIssuer.sign(ofOther), StatusWord.OTHER_CARD);
        other.execute(TestIssuer.sign(ofOther));
    }
}
