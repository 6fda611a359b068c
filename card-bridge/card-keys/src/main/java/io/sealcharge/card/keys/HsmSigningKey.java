package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.CardStatement;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyRole;
import java.util.Objects;
import java.util.function.Supplier;

/** A key pair of one role in a token, in use there. Its calls block. */
final class HsmSigningKey {
    private final Supplier<? extends Hsm> token;
    private final KeyDescription key;
    private final EncodedPoint point;

    /** @throws IllegalArgumentException if the key is of another role */
    HsmSigningKey(Supplier<? extends Hsm> token, KeyDescription key, KeyRole role) {
        if (key.id().role() != role) {
            throw new IllegalArgumentException(key.id() + " is no key of the role " + role.label());
        }
        this.token = token;
        this.key = key;
        this.point = new EncodedPoint(Objects.requireNonNull(key.publicPoint()));
    }

    int epoch() {
        return key.id().epoch();
    }

    EncodedPoint point() {
        return point;
    }

    /**
     * @return r ‖ s over SHA-256 of {@code input}, 64 bytes
     * @throws HsmException if the token fails
     */
    byte[] sign(byte[] input) {
        return token.get().sign(key.id(), Sha256.of(input));
    }

    <T extends CardStatement> Signed<T> sign(T statement) {
        return new Signed<>(statement, new CardSignature(sign(statement.signingInput())));
    }
}
