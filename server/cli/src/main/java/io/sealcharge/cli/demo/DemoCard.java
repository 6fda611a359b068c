package io.sealcharge.cli.demo;

import static io.sealcharge.cli.demo.StepFailedException.require;

import io.sealcharge.card.keys.CertifiedCard;
import io.sealcharge.card.keys.ConnectedCard;
import io.sealcharge.card.keys.OperationSigning;
import io.sealcharge.card.protocol.Business;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.Counterpart;
import io.sealcharge.card.protocol.CurrencyNumber;
import io.sealcharge.card.protocol.InitializeAnswer;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationContent.ValueMove;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TransferRequest;
import io.sealcharge.cli.issuer.VirtualCard;
import java.security.SecureRandom;

/** A personalised card of the demo, what the issuer believes of it, and the value it must hold. */
final class DemoCard {
    private final SecureRandom random = new SecureRandom();
    private final String name;
    private final VirtualCard card;
    private final ConnectedCard connected;
    private final CertifiedCard certified;
    private final OperationSigning signing;
    private final CurrencyNumber currency;
    private long balanceMinor;

    DemoCard(
            String name, VirtualCard card, CertifiedCard certified, OperationSigning signing, CurrencyNumber currency) {
        this.name = name;
        this.card = card;
        this.connected = new ConnectedCard(card);
        this.certified = certified;
        this.signing = signing;
        this.currency = currency;
    }

    String name() {
        return name;
    }

    CardId id() {
        return certified.id();
    }

    VirtualCard power() {
        return card;
    }

    ConnectedCard connected() {
        return connected;
    }

    CertifiedCard certified() {
        return certified;
    }

    /** What it must hold by all results that were believed. */
    long balanceMinor() {
        return balanceMinor;
    }

    /** The signed instruction for a business, made for the card's challenge; a transfer is one that the card made. */
    Signed<Operation> instruct(Business business, long amountMinor, Counterpart counterpart) {
        InitializeAnswer ready = connected.initialize(business);
        OperationId id = operationId();
        Operation wanted = new Operation(
                id(),
                id,
                ready.counter(),
                ready.challenge(),
                signing.reference(),
                new ValueMove(business, currency, amountMinor, counterpart));
        if (business.isTransfer()) {
            Signed<Operation> made = connected.requestTransfer(
                    business, new TransferRequest(id, signing.reference(), amountMinor, counterpart));
            require(certified.madeTransfer(made), "the transfer is not signed by card " + name);
            require(made.statement().equals(wanted), "card " + name + " made another transfer than it was asked for");
        }
        return signing.sign(wanted);
    }

    /** Executes an instruction, and believes the result. */
    Signed<OperationResult> execute(Signed<Operation> instruction) {
        Signed<OperationResult> result = connected.execute(instruction);
        believe(instruction.statement(), result);
        return result;
    }

    /** Takes a result into the books, if it is this card's, of this operation, and right. */
    void believe(Operation operation, Signed<OperationResult> signed) {
        OperationResult result = signed.statement();
        long change = change(operation);
        require(certified.signedResult(signed), "the result is not signed by card " + name);
        require(
                result.operationId().equals(operation.id())
                        && result.digest().equals(operation.digest())
                        && result.counterAfter() == operation.counter() + 1,
                "the result is of another operation");
        require(
                result.balanceBeforeMinor() == balanceMinor && result.balanceAfterMinor() == balanceMinor + change,
                "card " + name + " went from " + result.balanceBeforeMinor() + " to " + result.balanceAfterMinor());
        balanceMinor = result.balanceAfterMinor();
    }

    private static long change(Operation operation) {
        ValueMove move = (ValueMove) operation.content();
        return move.business().isCredit() ? move.amountMinor() : -move.amountMinor();
    }

    private OperationId operationId() {
        byte[] bytes = new byte[OperationId.LENGTH];
        random.nextBytes(bytes);
        return new OperationId(bytes);
    }
}
