package io.sealcharge.card.software;

import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.IssuerKeyEpochs;
import io.sealcharge.card.protocol.IssuerRole;
import io.sealcharge.card.protocol.KeyReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The issuer's keys on a card.
 *
 * @param keys in order of role and epoch
 * @param highestOperationEpoch of any issuer-operation key the card ever held, 0 if none
 * @param highestAdminEpoch of any issuer-admin key the card ever held, 0 if none
 */
record IssuerKeys(List<IssuerKey> keys, int highestOperationEpoch, int highestAdminEpoch) {
    static final IssuerKeys NONE = new IssuerKeys(List.of(), 0, 0);

    Optional<IssuerKey> find(KeyReference reference) {
        return keys.stream().filter(key -> key.reference().equals(reference)).findFirst();
    }

    private long count(IssuerRole role) {
        return keys.stream().filter(key -> key.reference().role() == role).count();
    }

    boolean hasRoomFor(IssuerRole role) {
        return count(role) < role.keysAtMost();
    }

    boolean isLast(KeyReference reference) {
        return count(reference.role()) == 1;
    }

    boolean hasEachRole() {
        return count(IssuerRole.OPERATION) > 0 && count(IssuerRole.ADMIN) > 0;
    }

    int highestEpoch(IssuerRole role) {
        return role == IssuerRole.OPERATION ? highestOperationEpoch : highestAdminEpoch;
    }

    /** With this key added, or put in the place of that with its role and epoch. */
    IssuerKeys with(IssuerKey key) {
        List<IssuerKey> next = new ArrayList<>(without(key.reference()).keys);
        next.add(key);
        next.sort(Comparator.comparing(IssuerKey::reference));
        boolean operation = key.reference().role() == IssuerRole.OPERATION;
        int epoch = key.reference().epoch();
        return new IssuerKeys(
                List.copyOf(next),
                operation ? Math.max(highestOperationEpoch, epoch) : highestOperationEpoch,
                operation ? highestAdminEpoch : Math.max(highestAdminEpoch, epoch));
    }

    IssuerKeys without(KeyReference reference) {
        List<IssuerKey> left =
                keys.stream().filter(key -> !key.reference().equals(reference)).toList();
        return new IssuerKeys(left, highestOperationEpoch, highestAdminEpoch);
    }

    IssuerKeyEpochs epochs() {
        return new IssuerKeyEpochs(keys.stream().map(IssuerKey::reference).toList());
    }
}
