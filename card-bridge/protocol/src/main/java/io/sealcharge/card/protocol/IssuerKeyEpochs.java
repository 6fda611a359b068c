package io.sealcharge.card.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * GET DATA: which of the issuer's keys a card holds.
 *
 * @param keys issuer-operation first, epochs ascending, of each role at least one and no more than a card holds
 */
public record IssuerKeyEpochs(List<KeyReference> keys) {

    /** @throws MalformedCardDataException if they are not in order, or too few or too many */
    public IssuerKeyEpochs {
        keys = List.copyOf(keys);
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
                throw new MalformedCardDataException("keys must be in order");
            }
        }
        for (IssuerRole role : IssuerRole.values()) {
            long count = keys.stream().filter(key -> key.role() == role).count();
            if (count < 1 || count > role.keysAtMost()) {
                throw new MalformedCardDataException("a card holds 1 to " + role.keysAtMost() + " keys of " + role);
            }
        }
    }

    public byte[] encode() {
        TlvWriter writer = new TlvWriter();
        keys.forEach(key -> writer.put(Tags.ISSUER_KEY, key.encode()));
        return new TlvWriter().put(Tags.ISSUER_KEYS, writer).bytes();
    }

    /** @throws MalformedCardDataException if it is not the one encoding of key epochs */
    public static IssuerKeyEpochs decode(byte[] bytes) {
        TlvReader outer = TlvReader.of(bytes);
        TlvReader reader = outer.template(Tags.ISSUER_KEYS);
        outer.requireEnd();
        List<KeyReference> keys = new ArrayList<>();
        while (!reader.atEnd()) {
            keys.add(KeyReference.decode(reader.value(Tags.ISSUER_KEY, KeyReference.LENGTH)));
        }
        return new IssuerKeyEpochs(keys);
    }
}
