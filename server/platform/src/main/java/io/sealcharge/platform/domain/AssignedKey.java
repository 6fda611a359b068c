package io.sealcharge.platform.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A recharge key as the database knows it.
 *
 * @param kind whom it was made for
 * @param kid RFC 7638 SHA-256 thumbprint, base64url
 * @param publicPoint 65 bytes uncompressed (SEC 1, 2.3.3)
 * @param wrappedPrivateKey under recharge-wrap; null once the key is used or void
 * @param wrapEpoch epoch of the recharge-wrap key
 */
public record AssignedKey(
        Kind kind, String kid, byte[] publicPoint, byte @Nullable [] wrappedPrivateKey, int wrapEpoch) {

    /** Whom a recharge key is made for. */
    public enum Kind {
        /** One request alone. */
        SINGLE,
        /** The requests of a short window: each of them is used up for itself. */
        WINDOW
    }

    /** A key for one request alone. */
    public AssignedKey(String kid, byte[] publicPoint, byte @Nullable [] wrappedPrivateKey, int wrapEpoch) {
        this(Kind.SINGLE, kid, publicPoint, wrappedPrivateKey, wrapEpoch);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AssignedKey that
                && kind == that.kind
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
