package io.sealcharge.card.testkit.fuzz;

import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationDigest;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.testkit.CardUnderTest;

/**
 * What a card holds, as it says itself or as it must say.
 *
 * @param balanceMinor minor units
 * @param last digest of the operation applied last
 */
record Books(long balanceMinor, long counter, OperationDigest last) {
    /** Of a card that has none yet, being blank. */
    static final Books NONE = new Books(0, 0, OperationDigest.NONE);

    /** Out of SIGNED STATUS, which ends whatever was begun. The application is selected. */
    static Books of(CardUnderTest card) {
        CommandApdu ask = CardCommands.signedStatus(OperationId.NONE, new Nonce(new byte[Nonce.LENGTH]));
        ResponseApdu answer = ResponseApdu.decode(card.transmit(ask.encode()));
        if (!answer.isDone()) {
            return NONE;
        }
        CardStatus status = Signed.status(answer.data()).statement();
        return new Books(status.balanceMinor(), status.counter(), status.lastOperationDigest());
    }

    /** After an operation that a card with these books may apply. */
    Books after(Operation operation) {
        long change = 0;
        if (operation.content() instanceof ValueMove move) {
            change = move.business().isCredit() ? move.amountMinor() : -move.amountMinor();
        }
        return new Books(Math.addExact(balanceMinor, change), counter + 1, operation.digest());
    }
}
