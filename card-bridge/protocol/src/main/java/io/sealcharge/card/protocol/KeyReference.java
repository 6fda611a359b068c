package io.sealcharge.card.protocol;

import java.util.Comparator;

/**
 * Names one of the issuer's keys.
 *
 * @param epoch 1 to 32,767
 */
public record KeyReference(IssuerRole role, int epoch) implements Comparable<KeyReference> {
    static final int LENGTH = 3;

    private static final Comparator<KeyReference> ORDER =
            Comparator.comparing(KeyReference::role).thenComparingInt(KeyReference::epoch);

    public KeyReference {
        Numbers.requireEpoch(epoch);
    }

    byte[] encode() {
        return new byte[] {(byte) role.code(), (byte) (epoch >> 8), (byte) epoch};
    }

    static KeyReference decode(byte[] three) {
        return new KeyReference(IssuerRole.of(three[0]), Numbers.epoch(new byte[] {three[1], three[2]}));
    }

    @Override
    public int compareTo(KeyReference other) {
        return ORDER.compare(this, other);
    }
}
