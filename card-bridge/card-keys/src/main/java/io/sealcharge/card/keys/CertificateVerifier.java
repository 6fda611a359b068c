package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.Signed;
import java.util.List;
import java.util.Map;

/**
 * Says which cards are the issuer's. It trusts the public keys of {@code card-certification}, and takes a card's key and
 * generator from the certificate that one of them signed. A derived key it computes once more, from the public key of
 * {@code card-derivation}, the card's id and R.
 */
public final class CertificateVerifier {
    private final IssuerId issuer;
    private final List<VerificationKey> certification;
    private final Map<Integer, EncodedPoint> derivation;

    /**
     * @param certification the public keys of all live epochs of {@code card-certification}
     * @param derivation the public keys of {@code card-derivation} by epoch; empty if there are no derived cards
     * @throws CardKeyException if one does not lie on the curve
     */
    public CertificateVerifier(
            IssuerId issuer, List<EncodedPoint> certification, Map<Integer, EncodedPoint> derivation) {
        this.issuer = issuer;
        this.certification =
                certification.stream().map(VerificationKey::standard).toList();
        derivation.values().forEach(P256::point);
        this.derivation = Map.copyOf(derivation);
    }

    /**
     * The card that a certificate speaks of.
     *
     * @throws CardKeyException if the certificate is not the issuer's, or what it says of the key cannot be
     */
    public CertifiedCard verify(Signed<CardCertificate> signed) {
        CardCertificate certificate = signed.statement();
        if (certification.stream().noneMatch(key -> key.verifies(certificate, signed.signature()))) {
            throw new CardKeyException("the certificate is signed by none of the issuer's certification keys");
        }
        if (!certificate.issuer().equals(issuer)) {
            throw new CardKeyException("the certificate is of issuer " + certificate.issuer() + ", not " + issuer);
        }
        if (certificate.key().scheme() == KeyScheme.DERIVED) {
            requireDerived(certificate);
        }
        return new CertifiedCard(certificate, VerificationKey.of(certificate.key()));
    }

    private void requireDerived(CardCertificate certificate) {
        EncodedPoint issuerKey = derivation.get(certificate.epoch());
        if (issuerKey == null) {
            throw new CardKeyException("no derivation key of epoch " + certificate.epoch() + " is known");
        }
        byte[] name = Domain.cardKeyInput(issuer, certificate.epoch(), certificate.cardId());
        CardPublicKey computed =
                DerivedScheme.publicKey(issuerKey, name, certificate.key().generator());
        if (!computed.equals(certificate.key())) {
            throw new CardKeyException("the certified key is not the one that the issuer's key gives for this card");
        }
    }
}
