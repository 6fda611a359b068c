package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardBalance;
import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardCommands;
import io.sealcharge.card.protocol.CardInfo;
import io.sealcharge.card.protocol.CardLimits;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.IssuerKeyEpochs;
import io.sealcharge.card.protocol.MalformedCardDataException;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SelectAnswer;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TransferRequest;

/**
 * The commands of the card protocol over a connection, and their answers. Nothing is verified here: what a card says
 * counts when {@link CertifiedCard} says who signed it.
 *
 * <p>Every call throws {@link CardRefusedException} on another word than 9000, {@link MalformedCardDataException} on an
 * answer of another form, and what the connection throws.
 */
public final class ConnectedCard {
    private final CardConnection connection;

    public ConnectedCard(CardConnection connection) {
        this.connection = connection;
    }

    /** Selects the application. Challenge, pending transfer and PIN are gone then. */
    public SelectAnswer select() {
        return SelectAnswer.decode(ask(CardCommands.select()));
    }

    public CardInfo info() {
        return CardInfo.decode(ask(CardCommands.cardInfo()));
    }

    public CardLimits limits() {
        return CardLimits.decode(ask(CardCommands.limits()));
    }

    public IssuerKeyEpochs issuerKeys() {
        return IssuerKeyEpochs.decode(ask(CardCommands.issuerKeys()));
    }

    public CardBalance balance() {
        return CardBalance.decode(ask(CardCommands.balance()));
    }

    public Signed<CardCertificate> certificate() {
        return Signed.certificate(ask(CardCommands.certificate()));
    }

    public InitializeAnswer initialize(Business business) {
        return InitializeAnswer.decode(ask(CardCommands.initialize(business)));
    }

    public Signed<Operation> requestTransfer(Business business, TransferRequest request) {
        return Signed.operation(ask(CardCommands.requestTransfer(business, request)));
    }

    public Signed<OperationResult> execute(Signed<Operation> operation) {
        return Signed.result(ask(CardCommands.execute(operation)));
    }

    public Signed<OperationResult> lastResult() {
        return Signed.result(ask(CardCommands.lastResult()));
    }

    /** Asks for a status; whatever was signed for the card before cannot be applied any more. */
    public Signed<CardStatus> signedStatus(OperationId asked, Nonce nonce) {
        return Signed.status(ask(CardCommands.signedStatus(asked, nonce)));
    }

    private byte[] ask(CommandApdu command) {
        ResponseApdu answer = send(command);
        if (!answer.isDone()) {
            throw new CardRefusedException(command, answer.sw());
        }
        return answer.data();
    }

    /** Sends a command whose status word is the caller's to look at. */
    ResponseApdu send(CommandApdu command) {
        return ResponseApdu.decode(connection.transmit(command.encode()));
    }
}
