package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import java.util.Optional;

/**
 * The row of a certificate. It is written before the certificate is signed.
 *
 * @param serial of the card, which is still blank when the row is written
 * @param signature by {@code card-certification}; empty until it has signed
 */
public record CardRecord(SerialNumber serial, CardCertificate certificate, Optional<CardSignature> signature) {

    Optional<Signed<CardCertificate>> signed() {
        return signature.map(by -> new Signed<>(certificate, by));
    }
}
