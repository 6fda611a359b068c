package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.CardPublicKey;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyScheme;
import java.util.List;

/**
 * What a blank card is to become.
 *
 * @param scheme how it comes to its key
 * @param epoch of its certificate; for a derived key that of the derivation key
 * @param issuerKeys which keys of the issuer it will obey: at least one of each role
 */
public record CardOrder(CardParameters parameters, KeyScheme scheme, int epoch, List<IssuerKey> issuerKeys) {
    public CardOrder {
        issuerKeys = List.copyOf(issuerKeys);
        for (IssuerRole role : IssuerRole.values()) {
            long count = issuerKeys.stream()
                    .filter(key -> key.reference().role() == role)
                    .count();
            if (count < 1 || count > role.keysAtMost()) {
                throw new IllegalArgumentException(
                        "a card holds 1 to " + role.keysAtMost() + " keys of role " + role + ", not " + count);
            }
        }
    }

    CardCertificate certificate(CardPublicKey key) {
        return new CardCertificate(parameters.issuer(), epoch, parameters.cardId(), key);
    }

    /** @throws CardKeyException if the certificate is of another order */
    void requireOwn(CardCertificate certificate) {
        if (!certificate.equals(certificate(certificate.key()))
                || certificate.key().scheme() != scheme) {
            throw new CardKeyException("the card was certified as " + certificate.cardId() + " of issuer "
                    + certificate.issuer() + ", epoch " + certificate.epoch() + ", scheme "
                    + certificate.key().scheme() + ": it cannot become another");
        }
    }
}
