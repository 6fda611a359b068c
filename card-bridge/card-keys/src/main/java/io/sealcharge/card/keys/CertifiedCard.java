package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.OperationResult;
import io.sealcharge.card.protocol.Signed;

/** A card whose certificate was verified, and what that card has signed. Made by {@link CertificateVerifier} only. */
public final class CertifiedCard {
    private final CardCertificate certificate;
    private final VerificationKey key;

    CertifiedCard(CardCertificate certificate, VerificationKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    public CardId id() {
        return certificate.cardId();
    }

    public CardCertificate certificate() {
        return certificate;
    }

    /** Whether this card says that it applied an operation. Which one, and to what, is the caller's to compare. */
    public boolean signedResult(Signed<OperationResult> result) {
        return result.statement().cardId().equals(id()) && key.verifies(result.statement(), result.signature());
    }

    /** Whether this card says so of itself. The nonce is the caller's to compare. */
    public boolean signedStatus(Signed<CardStatus> status) {
        return status.statement().cardId().equals(id()) && key.verifies(status.statement(), status.signature());
    }

    /** Whether this card made this transfer: its answer to TRANSFER REQUEST. */
    public boolean madeTransfer(Signed<Operation> transfer) {
        Operation operation = transfer.statement();
        return operation.business().isTransfer()
                && operation.cardId().equals(id())
                && key.verifies(operation.transferInput(), transfer.signature());
    }
}
