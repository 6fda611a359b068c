package io.sealcharge.platform.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests what the HSM signs: tokens need not know how to hash. */
final class Sha256 {
    private Sha256() {}

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
