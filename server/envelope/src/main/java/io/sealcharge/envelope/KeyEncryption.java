package io.sealcharge.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key management algorithms of an envelope to somebody's own key pair (RFC 7518, 4.3 and 4.6). The content is
 * always A256GCM.
 */
public enum KeyEncryption implements KeyManagement {
    /** The agreed key encrypts the content itself. */
    ECDH_ES("ECDH-ES", "A256GCM", 0),
    /** The agreed key wraps a random content key. */
    ECDH_ES_A256KW("ECDH-ES+A256KW", "ECDH-ES+A256KW", 40),
    /** RSA encrypts a random content key; to terminals only. */
    RSA_OAEP_256("RSA-OAEP-256", "", -1);

    /** The length of an encrypted content key that follows from the size of the RSA key. */
    static final int ANY_LENGTH = -1;

    private final String jwaName;
    private final String algorithmId;
    private final int encryptedKeyLength;

    KeyEncryption(String jwaName, String algorithmId, int encryptedKeyLength) {
        this.jwaName = jwaName;
        this.algorithmId = algorithmId;
        this.encryptedKeyLength = encryptedKeyLength;
    }

    @Override
    public String jwaName() {
        return jwaName;
    }

    @Override
    public boolean agrees() {
        return this != RSA_OAEP_256;
    }

    /** The algorithm of this {@code alg}, compared exactly. */
    public static Optional<KeyEncryption> of(String jwaName) {
        for (KeyEncryption candidate : values()) {
            if (candidate.jwaName.equals(jwaName)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** AlgorithmID of the Concat KDF: {@code enc} in direct agreement, {@code alg} otherwise (RFC 7518, 4.6.2). */
    byte[] algorithmId() {
        return algorithmId.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int encryptedKeyLength() {
        return encryptedKeyLength;
    }
}
