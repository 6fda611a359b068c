package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.CardState;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SelectAnswer;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.SessionBrokenException;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.hsm.HsmException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Makes a blank card the issuer's. The order is the point of it: the card stores its key, still blank; it proves that it
 * has the key; the certificate's row is written; the certificate is signed; the card stores it; the card locks.
 *
 * <p>Whatever stops it, the same call again goes on: until the row stands, the key may be made or derived anew; from then
 * on it is the one in the row, which the card proves again. Nobody in between can read, replace or replay a key, since
 * everything runs under the session keys that only the card and the HSM's transport key give.
 */
public final class Personalisation {
    private final TransportKeys transport;
    private final CardKeyDerivation derivation;
    private final CardCertification certification;
    private final CertificateRegister register;
    private final CardProof proof;
    private final SecureRandom random;

    /** @param derivation asked for derived keys only */
    public Personalisation(
            TransportKeys transport,
            CardKeyDerivation derivation,
            CardCertification certification,
            CertificateRegister register,
            CardProof proof,
            SecureRandom random) {
        this.transport = transport;
        this.derivation = derivation;
        this.certification = certification;
        this.register = register;
        this.proof = proof;
        this.random = random;
    }

    /**
     * Personalises the card, goes on where an earlier call was stopped, or finds that it is done.
     *
     * @return the card, which has proven that it has its key
     * @throws CardKeyException if the card was personalised otherwise, or its key is not what it must be
     * @throws SessionBrokenException if the card refused a step, or its answer was not its own: call again
     * @throws HsmException if a token fails: call again
     */
    public CertifiedCard run(CardConnection connection, CardOrder order) {
        if (order.scheme() == KeyScheme.DERIVED && order.epoch() != derivation.epoch()) {
            throw new IllegalArgumentException("a derived key is certified under the epoch that it is derived by, "
                    + derivation.epoch() + ", not " + order.epoch());
        }
        ConnectedCard card = new ConnectedCard(connection);
        SelectAnswer selected = card.select();
        if (selected.state() == CardState.BLANK) {
            personalise(card, selected.serial(), order);
            card.select();
        }
        return requireOwn(card, selected.serial(), order);
    }

    private void personalise(ConnectedCard card, SerialNumber serial, CardOrder order) {
        Optional<CardRecord> former = register.find(serial);
        former.ifPresent(row -> order.requireOwn(row.certificate()));
        try (PlatformSession session = begin(card, serial)) {
            session.acknowledged(card.send(session.storeParameters(order.parameters())));
            for (IssuerKey key : order.issuerKeys()) {
                session.acknowledged(card.send(session.storeIssuerKey(key)));
            }
            CardPublicKey key =
                    former.map(row -> row.certificate().key()).orElseGet(() -> newKey(card, session, order));
            requirePossession(card, session, serial, key);
            CardRecord row = register.add(serial, order.certificate(key));
            Signed<CardCertificate> certificate =
                    row.signed().orElseGet(() -> register.sign(serial, certification.sign(row.certificate())));
            session.acknowledged(card.send(session.storeCertificate(certificate)));
            session.acknowledged(card.send(session.lock()));
        }
    }

    private PlatformSession begin(ConnectedCard card, SerialNumber serial) {
        Nonce nonce = CardProof.newNonce(random);
        ResponseApdu answer = card.send(PlatformSession.begin(nonce));
        try (TransportKey key = transport.of(serial)) {
            return PlatformSession.open(key, serial, nonce, answer);
        }
    }

    private CardPublicKey newKey(ConnectedCard card, PlatformSession session, CardOrder order) {
        if (order.scheme() == KeyScheme.CERTIFIED) {
            return CardPublicKey.certified(session.cardKey(card.send(session.makeCardKey())));
        }
        try (DerivedCardKey key = derivation.derive(
                order.parameters().issuer(), order.parameters().cardId())) {
            EncodedPoint stored = session.cardKey(card.send(session.storeCardKey(key)));
            if (!stored.equals(key.publicKey().point())) {
                throw new CardKeyException("the card stored another key than it was sent");
            }
            return key.publicKey();
        }
    }

    private void requirePossession(
            ConnectedCard card, PlatformSession session, SerialNumber serial, CardPublicKey key) {
        VerificationKey verification = VerificationKey.of(key);
        Nonce nonce = CardProof.newNonce(random);
        CardSignature signature = session.proof(card.send(session.provePossession(nonce)));
        if (!verification.verifies(Domain.possessionInput(serial, key, nonce), signature)) {
            throw new CardKeyException("the card does not have the private key to its public key");
        }
    }

    /** That the selected card is what was ordered, by its certificate, its key and the register. */
    private CertifiedCard requireOwn(ConnectedCard card, SerialNumber serial, CardOrder order) {
        CertifiedCard proven = proof.prove(card).card();
        order.requireOwn(proven.certificate());
        CardRecord row = register.find(serial)
                .orElseThrow(() -> new CardKeyException("the register knows no card with serial number " + serial));
        if (!row.certificate().equals(proven.certificate()) || row.signature().isEmpty()) {
            throw new CardKeyException("the card's certificate is not the one in the register");
        }
        return proven;
    }
}
