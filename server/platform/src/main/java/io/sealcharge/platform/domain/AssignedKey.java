package io.sealcharge.platform.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A one-time recharge key as the database knows it.
 *
 * @param kid RFC 7638 SHA-256 thumbprint, base64url
 * @param publicPoint 65 bytes uncompressed (SEC 1, 2.3.3)
 * @param wrappedPrivateKey under recharge-wrap; null once the key is used or void
 * @param wrapEpoch epoch of the recharge-wrap key
 */
public record AssignedKey(String kid, byte[] publicPoint, byte @Nullable [] wrappedPrivateKey, int wrapEpoch) {
    @Override
    public boolean equals(Object other) {
        return other instanceof AssignedKey that
                && kid.equals(that.kid)
                && Arrays.equals(publicPoint, that.publicPoint)
                && Arrays.equals(wrappedPrivateKey, that.wrappedPrivateKey)
                && wrapEpoch == that.wrapEpoch;
    }

    @Override
    public int hashCode() {
        return kid.hashCode();
    }

    @Override
    public String toString() {
        return "recharge key " + kid;
    }
}
