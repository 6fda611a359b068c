package io.sealcharge.envelope;

/** How the key of an envelope's content comes to its recipient: {@code alg} in the header (RFC 7518, 4.1). */
public sealed interface KeyManagement permits KeyEncryption, SymmetricEncryption {
    /** The name in {@code alg}. */
    String jwaName();

    /** Bytes of the JWE Encrypted Key, or {@link KeyEncryption#ANY_LENGTH}. */
    int encryptedKeyLength();

    /** Whether a key is agreed with an ephemeral EC key. */
    boolean agrees();
}
