package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardId;
import io.sealcharge.card.protocol.DerivedCardKey;
import io.sealcharge.card.protocol.Domain;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.Secret;
import java.util.function.Supplier;

/** Derives cards' keys by an epoch of {@code card-derivation} in the officers' token. */
public final class CardKeyDerivation {
    private final HsmSigningKey key;

    /** @param officers gives the officers' token, with {@code key} in use; asked at each derivation */
    public CardKeyDerivation(Supplier<? extends Hsm> officers, KeyDescription key) {
        this.key = new HsmSigningKey(officers, key, KeyRole.CARD_DERIVATION);
    }

    public int epoch() {
        return key.epoch();
    }

    /** Q, for verifiers. */
    public EncodedPoint publicKey() {
        return key.point();
    }

    /**
     * A key for this card: another one at each call, since the token's signatures are random. Which one counts is said by
     * the certificate alone.
     *
     * @return to be closed
     * @throws HsmException if the token fails
     * @throws CardKeyException if what it gave is no key
     */
    public DerivedCardKey derive(IssuerId issuer, CardId card) {
        byte[] name = Domain.cardKeyInput(issuer, epoch(), card);
        try (Secret signature = Secret.owning(key.sign(name))) {
            return DerivedScheme.key(publicKey(), name, signature);
        }
    }
}
