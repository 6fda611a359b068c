package io.sealcharge.envelope;

import java.util.Optional;

/** How a key that platform and terminal share is used (RFC 7518, 4.4 and 4.5). The content is always A256GCM. */
public enum SymmetricEncryption implements KeyManagement {
    /** The shared key wraps a random content key (RFC 3394). */
    A256KW("A256KW", 40),
    /** The shared key encrypts the content itself; at most 2^32 messages a key, since each nonce is random. */
    DIR("dir", 0);

    private final String jwaName;
    private final int encryptedKeyLength;

    SymmetricEncryption(String jwaName, int encryptedKeyLength) {
        this.jwaName = jwaName;
        this.encryptedKeyLength = encryptedKeyLength;
    }

    @Override
    public String jwaName() {
        return jwaName;
    }

    @Override
    public int encryptedKeyLength() {
        return encryptedKeyLength;
    }

    @Override
    public boolean agrees() {
        return false;
    }

    /** The algorithm of this {@code alg}, compared exactly. */
    public static Optional<SymmetricEncryption> of(String jwaName) {
        for (SymmetricEncryption candidate : values()) {
            if (candidate.jwaName.equals(jwaName)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
