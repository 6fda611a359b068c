package io.sealcharge.card.software;

import static io.sealcharge.card.software.RefusedException.unless;

import io.sealcharge.card.protocol.CardBalance;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardInfo.Personal;
import io.sealcharge.card.protocol.CardLimits;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.OperationDigest;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.SelectAnswer;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusRequest;
import io.sealcharge.card.protocol.StatusWord;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** The commands that change nothing that lasts: SELECT, GET DATA, GET BALANCE, GET LAST RESULT, SIGNED STATUS. */
final class Reading {
    private static final int CERTIFICATE = 0xE4;
    private static final int INFO = 0xE5;
    private static final int LIMITS = 0xE6;
    private static final int ISSUER_KEYS = 0xE7;

    private final CardMemory memory;
    private final Transient session;
    private final OwnSignature own;

    Reading(CardMemory memory, Transient session, OwnSignature own) {
        this.memory = memory;
        this.session = session;
        this.own = own;
    }

    byte[] select(byte[] name) {
        session.select();
        unless(Arrays.equals(name, CardCommands.application()), StatusWord.NO_SUCH_APPLICATION);
        CardRecord card = memory.read();
        return new SelectAnswer(card.state(), card.serial(), personal(card).map(CardParameters::cardId)).encode();
    }

    byte[] data(int tag) {
        CardRecord card = memory.read();
        if (tag == INFO) {
            return info(card);
        }
        CardParameters personal = personal(card).orElseThrow(() -> new RefusedException(StatusWord.NO_SUCH_DATA));
        Purse purse = card.purse();
        return switch (tag) {
            case LIMITS -> new CardLimits(personal.currency(), purse.limits(), purse.debitedWithoutPinMinor()).encode();
            case ISSUER_KEYS -> card.issuerKeys().epochs().encode();
            case CERTIFICATE -> Objects.requireNonNull(card.certificate()).encode();
            default -> throw new RefusedException(StatusWord.NO_SUCH_DATA);
        };
    }

    private static byte[] info(CardRecord card) {
        Optional<Personal> shown = personal(card)
                .map(it -> new Personal(
                        it.cardId(),
                        it.issuer(),
                        it.currency(),
                        card.cardKey().publicKey().scheme(),
                        card.purse().pin().shownTries()));
        return new CardInfo(card.state(), card.serial(), shown).encode();
    }

    /** What a blank card was given so far it does not show. */
    private static Optional<CardParameters> personal(CardRecord card) {
        return card.isBlank() ? Optional.empty() : Optional.of(card.personal());
    }

    byte[] balance() {
        CardRecord card = personalised();
        return new CardBalance(card.purse().balanceMinor(), card.personal().currency()).encode();
    }

    byte[] lastResult() {
        LastOperation last = personalised().purse().last();
        if (last == null) {
            throw new RefusedException(StatusWord.NO_SUCH_DATA);
        }
        return last.signedResult();
    }

    /** Gives up all that was signed for the card before, then says what it has applied. */
    byte[] status(byte[] data) {
        StatusRequest request = StatusRequest.decode(data);
        CardRecord card = personalised();
        session.forgetOperation();
        session.setPinVerified(false);
        Purse purse = card.purse();
        LastOperation last = purse.last();
        CardStatus status = new CardStatus(
                card.personal().cardId(),
                card.state(),
                purse.counter(),
                purse.balanceMinor(),
                last == null ? OperationId.NONE : last.id(),
                last == null ? OperationDigest.NONE : last.digest(),
                request.asked(),
                request.nonce());
        return new Signed<>(status, own.sign(status.signingInput())).encode();
    }

    private CardRecord personalised() {
        CardRecord card = memory.read();
        unless(!card.isBlank(), StatusWord.NOT_IN_THIS_STATE);
        return card;
    }
}
