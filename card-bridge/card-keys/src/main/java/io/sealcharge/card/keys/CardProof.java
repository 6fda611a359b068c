package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardStatus;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.OperationId;
import io.sealcharge.card.protocol.Signed;
import java.security.SecureRandom;

/** Finds out whether a card in a reader is the issuer's: its certificate, and the private key to it. */
public final class CardProof {
    private final CertificateVerifier verifier;
    private final SecureRandom random;

    public CardProof(CertificateVerifier verifier, SecureRandom random) {
        this.verifier = verifier;
        this.random = random;
    }

    /** The issuer's card, and what it said of itself under a fresh nonce. */
    public record Proven(CertifiedCard card, CardStatus status) {}

    /**
     * Reads the certificate of a selected card and has it sign a status. That takes from the card what was signed for it
     * before.
     *
     * @throws CardKeyException if the certificate is not the issuer's, or the card has not the key to it
     */
    public Proven prove(ConnectedCard connected) {
        CertifiedCard card = verifier.verify(connected.certificate());
        Nonce nonce = newNonce(random);
        Signed<CardStatus> status = connected.signedStatus(OperationId.NONE, nonce);
        if (!card.signedStatus(status) || !status.statement().nonce().equals(nonce)) {
            throw new CardKeyException("the card does not have the key that its certificate speaks of");
        }
        return new Proven(card, status.statement());
    }

    static Nonce newNonce(SecureRandom random) {
        byte[] bytes = new byte[Nonce.LENGTH];
        random.nextBytes(bytes);
        return new Nonce(bytes);
    }
}
