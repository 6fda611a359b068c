package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import io.sealcharge.card.protocol.Operation;
import io.sealcharge.card.protocol.Signed;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyRole;
import java.util.function.Supplier;

/** Signs what cards execute, by an epoch of {@code issuer-operation} or {@code issuer-admin}. */
public final class OperationSigning {
    private final HsmSigningKey key;
    private final KeyReference reference;

    /** @param token gives the token of the role's owner, with {@code key} in use; asked at each signature */
    public OperationSigning(Supplier<? extends Hsm> token, KeyDescription key) {
        KeyRole role = key.id().role();
        this.key = new HsmSigningKey(token, key, role);
        this.reference = new KeyReference(cardRole(role), key.id().epoch());
    }

    private static IssuerRole cardRole(KeyRole role) {
        return switch (role) {
            case ISSUER_OPERATION -> IssuerRole.OPERATION;
            case ISSUER_ADMIN -> IssuerRole.ADMIN;
            default -> throw new IllegalArgumentException(role.label() + " signs nothing that cards execute");
        };
    }

    /** How cards name this key. */
    public KeyReference reference() {
        return reference;
    }

    /** What a card stores of this key. */
    public IssuerKey issuerKey() {
        return new IssuerKey(reference, key.point());
    }

    /**
     * @throws IllegalArgumentException if the operation names another key, or is not of a business that this one signs
     * @throws HsmException if the token fails
     */
    public Signed<Operation> sign(Operation operation) {
        if (!operation.signingKey().equals(reference) || !operation.business().maySign(reference.role())) {
            throw new IllegalArgumentException("an operation of business " + operation.business() + " by "
                    + operation.signingKey() + " is not for " + reference);
        }
        return key.sign(operation);
    }
}
