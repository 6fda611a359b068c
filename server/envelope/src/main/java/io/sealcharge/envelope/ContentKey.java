package io.sealcharge.envelope;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** What is done with a content encryption key of 256 bits. */
final class ContentKey {
    static final int LENGTH = 32;

    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final OAEPParameterSpec OAEP_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private ContentKey() {}

    /** AES key unwrap (RFC 3394); a random key if the wrapped one does not fit. The caller wipes it. */
    static byte[] unwrap(byte[] wrappingKey, byte[] wrapped) {
        byte[] stranger = random();
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
            return ofLength(((SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY)).getEncoded(), stranger);
        } catch (GeneralSecurityException doesNotFit) {
            return stranger;
        }
    }

    /** RSAES-OAEP with SHA-256 (RFC 7518, 4.3); a random key if the text does not fit. The caller wipes it. */
    static byte[] decrypt(PrivateKey rsaKey, byte[] encryptedKey) {
        byte[] stranger = random();
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, rsaKey, OAEP_256);
            return ofLength(cipher.doFinal(encryptedKey), stranger);
        } catch (GeneralSecurityException doesNotFit) {
            return stranger;
        }
    }

    private static byte[] ofLength(byte[] key, byte[] otherwise) {
        return key.length == LENGTH ? key : otherwise;
    }

    private static byte[] random() {
        byte[] key = new byte[LENGTH];
        RANDOM.nextBytes(key);
        return key;
    }

    /**
     * A256GCM (RFC 7518, 5.3).
     *
     * @return the plaintext, which the caller wipes
     * @throws UnreadableEnvelopeException if the tag does not match
     */
    static byte[] decrypt(byte[] key, byte[] iv, byte[] additionalData, byte[] ciphertextAndTag) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(additionalData);
            return cipher.doFinal(ciphertextAndTag);
        } catch (AEADBadTagException wrongTag) {
            throw new UnreadableEnvelopeException();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks AES-GCM", e);
        }
    }
}
