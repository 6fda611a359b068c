package io.sealcharge.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An envelope in compact form (RFC 7516, 3.1) whose structure has been checked and whose content has not been seen. */
final class CompactJwe {
    static final int MAX_HEADER_BYTES = 1024;

    private static final int PARTS = 5;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final JweHeader header;
    private final byte[] additionalData;
    private final byte[] encryptedKey;
    private final byte[] iv;
    private final byte[] ciphertextAndTag;

    private CompactJwe(
            JweHeader header, byte[] additionalData, byte[] encryptedKey, byte[] iv, byte[] ciphertextAndTag) {
        this.header = header;
        this.additionalData = additionalData;
        this.encryptedKey = encryptedKey;
        this.iv = iv;
        this.ciphertextAndTag = ciphertextAndTag;
    }

    /** @throws MalformedEnvelopeException for all that shows without a key */
    static CompactJwe parse(String compact, EnvelopeKind kind) {
        CompactLimits limits = kind.limits();
        if (compact.length() > limits.maxChars()) {
            throw new MalformedEnvelopeException("", "must be at most " + limits.maxChars() + " characters");
        }
        // One more than allowed, so that a text of dots is not taken apart to its end.
        String[] parts = compact.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw new MalformedEnvelopeException(
                    "", "must be five parts separated by dots (JWE compact serialization)");
        }
        byte[] headerBytes = Base64Url.decode(parts[0], "protected");
        if (headerBytes.length > MAX_HEADER_BYTES) {
            throw new MalformedEnvelopeException("protected", "must be at most " + MAX_HEADER_BYTES + " bytes");
        }
        JweHeader header = JweHeader.read(headerBytes, kind);
        byte[] encryptedKey = Base64Url.decode(parts[1], "encrypted_key");
        checkEncryptedKey(header.encryption(), encryptedKey.length);
        byte[] iv = Base64Url.decode(parts[2], "iv");
        checkLength("iv", iv.length, IV_BYTES);
        byte[] ciphertext = Base64Url.decode(parts[3], "ciphertext");
        if (ciphertext.length == 0 || ciphertext.length > limits.maxPlaintextBytes()) {
            throw new MalformedEnvelopeException("ciphertext", "must be 1 to " + limits.maxPlaintextBytes() + " bytes");
        }
        byte[] tag = Base64Url.decode(parts[4], "tag");
        checkLength("tag", tag.length, TAG_BYTES);
        return new CompactJwe(
                header, parts[0].getBytes(StandardCharsets.US_ASCII), encryptedKey, iv, join(ciphertext, tag));
    }

    private static void checkEncryptedKey(KeyManagement encryption, int length) {
        int expected = encryption.encryptedKeyLength();
        if (expected == 0 && length != 0) {
            throw new MalformedEnvelopeException("encrypted_key", "must be empty for " + encryption.jwaName());
        }
        if (expected > 0) {
            checkLength("encrypted_key", length, expected);
        }
        if (expected == KeyEncryption.ANY_LENGTH
                && (length < TerminalPublicKey.MIN_RSA_BITS / 8 || length > TerminalPublicKey.MAX_RSA_BITS / 8)) {
            throw new MalformedEnvelopeException("encrypted_key", "must be as long as the RSA modulus");
        }
    }

    private static void checkLength(String field, int length, int expected) {
        if (length != expected) {
            throw new MalformedEnvelopeException(field, "must be " + expected + " bytes");
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    JweHeader header() {
        return header;
    }

    /** @throws MalformedEnvelopeException if the header says another algorithm */
    void requireAlgorithm(KeyManagement expected) {
        if (header.encryption() != expected) {
            throw new MalformedEnvelopeException("/alg", "must be " + expected.jwaName());
        }
    }

    /** @throws MalformedEnvelopeException if the header names another key */
    void requireKid(String expected) {
        if (!expected.equals(header.kid())) {
            throw new MalformedEnvelopeException("/kid", "must be " + expected);
        }
    }

    byte[] encryptedKey() {
        return encryptedKey.clone();
    }

    /**
     * Agrees the key, unwraps the content key if there is one, and decrypts. A content key that does not unwrap is
     * replaced by a random one, so that a wrong key costs what a wrong tag costs (RFC 7516, 11.5).
     *
     * @return the plaintext, which the caller wipes
     * @throws UnreadableEnvelopeException if anything does not match
     */
    byte[] decrypt(EnvelopeOpener opener) {
        if (!header.encryption().agrees()) {
            throw new IllegalStateException(
                    "no key is agreed with " + header.encryption().jwaName());
        }
        byte[] agreed = opener.deriveKey(header.epk().uncompressed(), header.otherInfo());
        try {
            if (agreed.length != ContentKey.LENGTH) {
                throw new IllegalStateException("the opener must derive 32 bytes");
            }
            return header.encryption() == KeyEncryption.ECDH_ES
                    ? decrypt(agreed)
                    : decryptAndWipeKey(ContentKey.unwrap(agreed, encryptedKey));
        } finally {
            Arrays.fill(agreed, (byte) 0);
        }
    }

    /** As {@link #decrypt(EnvelopeOpener)} with a key that both sides have; only where the header says so. */
    byte[] decrypt(SharedKey sharedKey) {
        byte[] key = sharedKey.bytes();
        try {
            return switch (header.encryption()) {
                case SymmetricEncryption.DIR -> decrypt(key);
                case SymmetricEncryption.A256KW -> decryptAndWipeKey(ContentKey.unwrap(key, encryptedKey));
                case KeyEncryption other -> throw new IllegalStateException("no key is shared with " + other.jwaName());
            };
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** As {@link #decrypt(EnvelopeOpener)} with a content key, which is wiped. */
    byte[] decryptAndWipeKey(byte[] contentKey) {
        try {
            return decrypt(contentKey);
        } finally {
            Arrays.fill(contentKey, (byte) 0);
        }
    }

    private byte[] decrypt(byte[] contentKey) {
        return ContentKey.decrypt(contentKey, iv, additionalData, ciphertextAndTag);
    }
}
