package io.sealcharge.hsm;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A one-time EC P-256 agreement key. The node that made it holds the private key as a session object; any other node
 * (or the same one after a restart) gets it back from the wrapped copy.
 *
 * @param publicPoint 65 bytes uncompressed (SEC 1, 2.3.3); names the key
 * @param wrappedPrivateKey PKCS#8 private key under {@code wrappedUnder} (AES key wrap with padding, RFC 5649)
 */
public record OneTimeKey(byte[] publicPoint, byte[] wrappedPrivateKey, KeyId wrappedUnder) {
    @Override
    public boolean equals(Object other) {
        return other instanceof OneTimeKey that
                && Arrays.equals(publicPoint, that.publicPoint)
                && Arrays.equals(wrappedPrivateKey, that.wrappedPrivateKey)
                && wrappedUnder.equals(that.wrappedUnder);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(publicPoint);
    }

    @Override
    public String toString() {
        return "one-time key " + HexFormat.of().formatHex(publicPoint, 1, 9);
    }
}
