package io.sealcharge.card.software;

import static io.sealcharge.card.software.RefusedException.unless;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.Challenge;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.StatusWord;
import io.sealcharge.card.protocol.TransferRequest;
import org.jspecify.annotations.Nullable;

/** INITIALIZE, and TRANSFER REQUEST with the operation that the card makes itself. */
final class Transfers {
    private final CardMemory memory;
    private final Transient session;
    private final CardCrypto crypto;
    private final OwnSignature own;

    Transfers(CardMemory memory, Transient session, CardCrypto crypto, OwnSignature own) {
        this.memory = memory;
        this.session = session;
        this.crypto = crypto;
        this.own = own;
    }

    byte[] initialize(Business business) {
        CardRecord card = memory.read();
        unless(business.isAllowedIn(card.state()), StatusWord.NOT_IN_THIS_STATE);
        Purse purse = card.purse();
        unless(business.isAllowedAt(purse.counter()), StatusWord.COUNTER_EXHAUSTED);
        Challenge challenge = new Challenge(crypto.random(Challenge.LENGTH));
        session.initialize(business, challenge);
        return new InitializeAnswer(card.personal().cardId(), purse.balanceMinor(), purse.counter(), challenge)
                .encode();
    }

    byte[] request(Business business, byte[] data) {
        TransferRequest request = TransferRequest.decode(data);
        CardRecord card = memory.read();
        Purse purse = card.purse();
        unless(card.state() == CardState.ACTIVE, StatusWord.NOT_IN_THIS_STATE);
        boolean keyUsable = request.signingKey().role() == IssuerRole.OPERATION
                && card.issuerKeys().find(request.signingKey()).isPresent();
        unless(keyUsable, StatusWord.KEY_NOT_USABLE);
        unless(business.isAllowedAt(purse.counter()), StatusWord.COUNTER_EXHAUSTED);
        @Nullable Challenge challenge = session.challenge(business);
        if (challenge == null) {
            throw new RefusedException(StatusWord.OTHER_CHALLENGE);
        }
        MoneyChecks.check(purse, session.isPinVerified(), business, request.amountMinor());
        Operation operation = new Operation(
                card.personal().cardId(),
                request.operationId(),
                purse.counter(),
                challenge,
                request.signingKey(),
                new ValueMove(business, card.personal().currency(), request.amountMinor(), request.counterpart()));
        byte[] answer = new Signed<>(operation, own.sign(operation.transferInput())).encode();
        session.requestTransfer(operation.digest());
        return answer;
    }
}
