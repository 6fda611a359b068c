package io.sealcharge.hsm;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key outside the token; enough to find it again and to see that it is still the same.
 *
 * @param ckaId CKA_ID, 16 random bytes given at generation
 * @param publicPoint for a key pair the public point, 65 bytes uncompressed (SEC 1, 2.3.3); otherwise null
 * @param checkValue for a secret key what shows that it is the same key: HMAC of a fixed label, or a blob that must
 *     unwrap or decrypt; null for a key pair
 */
public record KeyDescription(KeyId id, byte[] ckaId, byte @Nullable [] publicPoint, byte @Nullable [] checkValue) {
    public KeyDescription {
        if ((publicPoint == null) == (checkValue == null)) {
            throw new IllegalArgumentException("a key has either a public point or a check value: " + id);
        }
    }

    /** @param publicPoint 65 bytes uncompressed */
    public static KeyDescription ofPair(KeyId id, byte[] ckaId, byte[] publicPoint) {
        return new KeyDescription(id, ckaId, publicPoint, null);
    }

    public static KeyDescription ofSecretKey(KeyId id, byte[] ckaId, byte[] checkValue) {
        return new KeyDescription(id, ckaId, null, checkValue);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDescription that
                && id.equals(that.id)
                && Arrays.equals(ckaId, that.ckaId)
                && Arrays.equals(publicPoint, that.publicPoint)
                && Arrays.equals(checkValue, that.checkValue);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(ckaId);
    }

    @Override
    public String toString() {
        return id + " (CKA_ID " + HexFormat.of().formatHex(ckaId) + ")";
    }
}
