package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyRole;
import java.util.function.Supplier;

/** Signs cards' certificates by {@code card-certification} in the server's token. */
public final class CardCertification {
    private final HsmSigningKey key;

    /** @param server gives the server's token, with {@code key} in use; asked at each signature */
    public CardCertification(Supplier<? extends Hsm> server, KeyDescription key) {
        this.key = new HsmSigningKey(server, key, KeyRole.CARD_CERTIFICATION);
    }

    public EncodedPoint publicKey() {
        return key.point();
    }

    /**
     * Signs a certificate that stands in the register, and verifies the signature before anybody keeps it.
     *
     * @throws HsmException if the token fails
     * @throws CardKeyException if what it gave is no signature
     */
    Signed<CardCertificate> sign(CardCertificate certificate) {
        Signed<CardCertificate> signed = key.sign(certificate);
        if (!VerificationKey.standard(publicKey()).verifies(certificate, signed.signature())) {
            throw new CardKeyException("the token gave a signature that does not verify");
        }
        return signed;
    }
}
