package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import java.util.Optional;

/**
 * Which certificates there are: one for each card and epoch, and one card for each serial number. What was added or
 * signed outlives the machine's power when the call returns.
 */
public interface CertificateRegister {

    Optional<CardRecord> find(SerialNumber serial);

    /**
     * Writes a row, not signed yet. The same row again changes nothing.
     *
     * @return the row that stands there now
     * @throws CardKeyException if the serial number, or the card's id and epoch, stand in another row
     */
    CardRecord add(SerialNumber serial, CardCertificate certificate);

    /**
     * Writes the signature into the row. A row that is signed keeps its first signature.
     *
     * @return what is signed now
     * @throws CardKeyException if there is no such row
     */
    Signed<CardCertificate> sign(SerialNumber serial, Signed<CardCertificate> certificate);
}
