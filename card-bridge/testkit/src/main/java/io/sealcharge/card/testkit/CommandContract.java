package io.sealcharge.card.testkit;

import static io.sealcharge.card.protocol.CardState.ACTIVE;
import static io.sealcharge.card.protocol.CardState.BLANK;
import static io.sealcharge.card.protocol.CardState.BLOCKED;
import static io.sealcharge.card.protocol.CardState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardBalance;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardLimits;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Instruction;
import io.sealcharge.card.protocol.IssuerKeyEpochs;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SelectAnswer;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransferRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command in every state. */
public abstract class CommandContract extends CardContract {
    private static final Nonce NONCE = new Nonce(new byte[Nonce.LENGTH]);

    @ParameterizedTest
    @EnumSource(CardState.class)
    void readingCommandsAnswerWhereTheStateAllows(CardState state) {
        DrivenCard card = inState(state);
        Set<CardState> personalised = EnumSet.of(ACTIVE, BLOCKED, RETIRED);

        assertState(card, state, CardCommands.select(), EnumSet.allOf(CardState.class), StatusWord.DONE);
        assertState(card, state, CardCommands.cardInfo(), EnumSet.allOf(CardState.class), StatusWord.DONE);
        for (CommandApdu read : List.of(CardCommands.limits(), CardCommands.issuerKeys(), CardCommands.certificate())) {
            assertState(card, state, read, personalised, StatusWord.NO_SUCH_DATA);
        }
        for (CommandApdu read : List.of(
                CardCommands.balance(),
                CardCommands.lastResult(),
                CardCommands.signedStatus(OperationId.NONE, NONCE))) {
            assertState(card, state, read, personalised, StatusWord.NOT_IN_THIS_STATE);
        }
    }

    @ParameterizedTest
    @EnumSource(CardState.class)
    void changingCommandsAreDoneWhereTheStateAllows(CardState state) {
        DrivenCard card = inState(state);
        Set<CardState> active = EnumSet.of(ACTIVE);
        StatusWord refusal = StatusWord.NOT_IN_THIS_STATE;

        assertState(card, state, CardCommands.chooseFirstPin(DrivenCard.pin("2468")), active, refusal);
        assertState(card, state, CardCommands.verify(DrivenCard.pin("2468")), active, refusal);
        assertState(card, state, CardCommands.pinState(), active, refusal);
        assertState(
                card, state, CardCommands.changePin(DrivenCard.pin("2468"), DrivenCard.pin("13579")), active, refusal);
        for (Business business : Business.values()) {
            Set<CardState> allowed = EnumSet.noneOf(CardState.class);
            for (CardState each : CardState.values()) {
                if (business.isAllowedIn(each)) {
                    allowed.add(each);
                }
            }
            assertState(card, state, CardCommands.initialize(business), allowed, refusal);
        }
        assertState(card, state, CardCommands.initialize(Business.TRANSFER_OUT), active, refusal);
        TransferRequest request = new TransferRequest(card.nextId(), TestIssuer.OPERATION_KEY, 100, DrivenCard.ACCOUNT);
        assertState(card, state, CardCommands.requestTransfer(Business.TRANSFER_OUT, request), active, refusal);
        assertState(card, state, PlatformSession.begin(NONCE), EnumSet.of(BLANK), refusal);
    }

    private static void assertState(
            DrivenCard card, CardState state, CommandApdu command, Set<CardState> allowed, StatusWord otherwise) {
        if (allowed.contains(state)) {
            card.done(command);
        } else {
            List<ResponseApdu> before = card.visible();
            card.refused(command, otherwise);
            assertThat(card.visible()).isEqualTo(before);
        }
    }

    @Test
    void nothingAnswersBeforeSelect() {
        DrivenCard card = active();
        card.card().powerCycle();
        List<CommandApdu> commands = new ArrayList<>(List.of(CardCommands.balance(), CardCommands.cardInfo()));
        commands.add(CardCommands.initialize(Business.RECHARGE));
        for (CommandApdu command : commands) {
            assertThat(card.send(command).isDone()).as("%s", command).isFalse();
        }
        card.select();
        card.done(CardCommands.balance());
    }

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void aPersonalisedCardSaysWhatItIs(KeyScheme scheme) {
        DrivenCard card = empty(scheme);

        SelectAnswer selected = SelectAnswer.decode(card.done(CardCommands.select()));
        CardInfo info = CardInfo.decode(card.done(CardCommands.cardInfo()));
        assertThat(selected.cardId()).contains(card.id());
        assertThat(info.serial()).isEqualTo(selected.serial());
        assertThat(info.state()).isEqualTo(ACTIVE);
        assertThat(info.personal())
                .contains(new CardInfo.Personal(card.id(), TestIssuer.ISSUER, TestIssuer.CNY, scheme, CardInfo.NO_PIN));
        assertThat(CardLimits.decode(card.done(CardCommands.limits())))
                .isEqualTo(new CardLimits(TestIssuer.CNY, TestIssuer.LIMITS, 0));
        assertThat(IssuerKeyEpochs.decode(card.done(CardCommands.issuerKeys())).keys())
                .containsExactly(TestIssuer.OPERATION_KEY, TestIssuer.ADMIN_KEY);
        assertThat(Signed.certificate(card.done(CardCommands.certificate())))
                .isEqualTo(TestIssuer.certify(card.id(), card.key()));
        assertThat(CardBalance.decode(card.done(CardCommands.balance()))).isEqualTo(new CardBalance(0, TestIssuer.CNY));
        card.refused(CardCommands.lastResult(), StatusWord.NO_SUCH_DATA);
        assertThat(card.status(OperationId.NONE).lastOperationId()).isEqualTo(OperationId.NONE);
    }

    /** 255 bytes of data, and the length of an answer behind them: 261 bytes, which not every buffer holds. */
    @ParameterizedTest
    @EnumSource(Instruction.class)
    void theLongestCommandIsRefusedByAWordOfTheProtocol(Instruction instruction) {
        DrivenCard card = active();
        Object before = card.visible();
        byte[] longest = new byte[261];
        longest[0] = (byte) instruction.cla();
        longest[1] = (byte) instruction.ins();
        longest[4] = (byte) 0xFF;

        ResponseApdu answer = ResponseApdu.decode(card.card().transmit(longest));

        assertThat(answer.isDone()).isFalse();
        assertThat(StatusWord.of(answer.sw()).orElse(StatusWord.CARD_FAILED)).isNotEqualTo(StatusWord.CARD_FAILED);
        assertThat(card.visible()).isEqualTo(before);
    }

    @Test
    void challengesDiffer() {
        DrivenCard card = active();
        assertThat(card.initialize(Business.REDEEM).challenge())
                .isNotEqualTo(card.initialize(Business.REDEEM).challenge());
    }
}
