package io.sealcharge.card.testkit;

import static io.sealcharge.card.testkit.DrivenCard.move;
import static io.sealcharge.card.testkit.DrivenCard.pin;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardLimits;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.Bare;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.StatusWord;
import org.junit.jupiter.api.Test;

/** The holder's PIN: chosen by the holder, tried three times, good for one debit. */
public abstract class HolderPinContract extends CardContract {
    private static final String PIN = "2468";
    private static final String OTHER = "135790";

    private DrivenCard withPin() {
        DrivenCard card = active();
        card.done(CardCommands.chooseFirstPin(pin(PIN)));
        return card;
    }

    @Test
    void aPinIsChosenOnce() {
        DrivenCard card = active();
        card.refused(CardCommands.verify(pin(PIN)), StatusWord.NO_PIN_CHOSEN);
        card.refused(CardCommands.pinState(), StatusWord.NO_PIN_CHOSEN);
        card.refused(CardCommands.changePin(pin(PIN), pin(OTHER)), StatusWord.NO_PIN_CHOSEN);
        assertThat(tries(card)).isEqualTo(CardInfo.NO_PIN);

        card.done(CardCommands.chooseFirstPin(pin(PIN)));
        assertThat(tries(card.restart())).isEqualTo(3);
        card.refused(CardCommands.chooseFirstPin(pin(OTHER)), StatusWord.NOT_IN_THIS_STATE);
        card.done(CardCommands.verify(pin(PIN)));
    }

    @Test
    void triesFallAndComeBack() {
        DrivenCard card = withPin();
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(3));
        card.refused(CardCommands.verify(pin(OTHER)), StatusWord.wrongPin(2));
        card.restart();
        card.refused(CardCommands.changePin(pin(OTHER), pin(OTHER)), StatusWord.wrongPin(1));
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(1));
        card.done(CardCommands.verify(pin(PIN)));
        card.done(CardCommands.pinState());
        assertThat(tries(card)).isEqualTo(3);
    }

    @Test
    void threeWrongTriesBlockThePinUntilItIsReset() {
        DrivenCard card = withPin();
        card.refused(CardCommands.verify(pin(OTHER)), StatusWord.wrongPin(2));
        card.refused(CardCommands.verify(pin("24680")), StatusWord.wrongPin(1));
        card.refused(CardCommands.verify(pin("9999")), StatusWord.wrongPin(0));
        for (int again = 0; again < 2; again++) {
            card.refused(CardCommands.verify(pin(PIN)), StatusWord.PIN_BLOCKED);
            card.refused(CardCommands.changePin(pin(PIN), pin(OTHER)), StatusWord.PIN_BLOCKED);
            card.refused(CardCommands.pinState(), StatusWord.PIN_BLOCKED);
            card.restart();
        }
        card.apply(new Bare(Business.RESET_HOLDER_PIN));
        card.refused(CardCommands.verify(pin(PIN)), StatusWord.NO_PIN_CHOSEN);
        card.done(CardCommands.chooseFirstPin(pin(OTHER)));
        card.done(CardCommands.verify(pin(OTHER)));
    }

    @Test
    void aPinIsChanged() {
        DrivenCard card = withPin();
        card.done(CardCommands.changePin(pin(PIN), pin(OTHER)));
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(3));
        card.refused(CardCommands.verify(pin(PIN)), StatusWord.wrongPin(2));
        card.done(CardCommands.verify(pin(OTHER)));
    }

    @Test
    void aVerifiedPinLiftsTheLimitForOneDebit() {
        DrivenCard card = withPin();
        card.apply(move(Business.REDEEM, 5_000));
        Operation waiting = card.prepare(move(Business.REDEEM, 6_000));
        card.refused(CardCommands.execute(TestIssuer.sign(waiting)), StatusWord.PIN_NEEDED);
        card.done(CardCommands.verify(pin(PIN)));
        assertThat(debitedWithoutPin(card)).isZero();
        card.execute(TestIssuer.sign(waiting));
        assertThat(debitedWithoutPin(card)).isZero();
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(3));

        card.apply(move(Business.REDEEM, 5_000));
        assertThat(debitedWithoutPin(card)).isEqualTo(5_000);
        card.done(CardCommands.verify(pin(PIN)));
        card.apply(move(Business.RECHARGE, 10_000));
        card.done(CardCommands.pinState());
        card.apply(move(Business.TRANSFER_OUT, 6_000));
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(3));
    }

    @Test
    void theBalanceIsTheLastThatIsLookedAt() {
        DrivenCard card = withPin();
        Operation tooMuch = card.prepare(move(Business.REDEEM, BALANCE + 1));
        card.refused(CardCommands.execute(TestIssuer.sign(tooMuch)), StatusWord.PIN_NEEDED);
        card.done(CardCommands.verify(pin(PIN)));
        card.refused(CardCommands.execute(TestIssuer.sign(tooMuch)), StatusWord.BALANCE_TOO_SMALL);
        card.done(CardCommands.pinState());
    }

    @Test
    void verifyingIsForgotten() {
        DrivenCard card = withPin();
        card.done(CardCommands.verify(pin(PIN)));
        card.select();
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(3));
        card.done(CardCommands.verify(pin(PIN)));
        card.restart();
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(3));
        card.done(CardCommands.verify(pin(PIN)));
        card.status(OperationId.NONE);
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(3));
        card.done(CardCommands.verify(pin(PIN)));
        card.refused(CardCommands.verify(pin(OTHER)), StatusWord.wrongPin(2));
        card.refused(CardCommands.pinState(), StatusWord.wrongPin(2));
    }

    private static int tries(DrivenCard card) {
        return CardInfo.decode(card.done(CardCommands.cardInfo()))
                .personal()
                .orElseThrow()
                .pinTries();
    }

    private static long debitedWithoutPin(DrivenCard card) {
        return CardLimits.decode(card.done(CardCommands.limits())).debitedWithoutPinMinor();
    }
}
