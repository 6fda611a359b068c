package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.Secret;
import java.util.Arrays;

/** Sealed texts: an IV, and what AES-256-GCM makes with it (SP 800-38D). */
final class Boxes {
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private Boxes() {}

    /** @return IV, ciphertext, tag */
    static byte[] seal(CkSession session, long key, byte[] plaintext, byte[] additionalData) {
        byte[] iv = session.random(IV_BYTES);
        byte[] ciphertextAndTag = session.encryptGcm(key, iv, additionalData, plaintext);
        byte[] sealed = Arrays.copyOf(iv, IV_BYTES + ciphertextAndTag.length);
        System.arraycopy(ciphertextAndTag, 0, sealed, IV_BYTES, ciphertextAndTag.length);
        return sealed;
    }

    static boolean tooShort(byte[] sealed) {
        return sealed.length < IV_BYTES + TAG_BYTES;
    }

    /** @throws HsmException REFUSED if it is too short; what else is wrong, the token says */
    static Secret open(CkSession session, long key, byte[] sealed, byte[] additionalData) {
        if (tooShort(sealed)) {
            throw new HsmException(HsmFailure.REFUSED, "too short for a sealed text: " + sealed.length + " bytes");
        }
        byte[] iv = Arrays.copyOf(sealed, IV_BYTES);
        byte[] ciphertextAndTag = Arrays.copyOfRange(sealed, IV_BYTES, sealed.length);
        return Secret.owning(session.decryptGcm(key, iv, additionalData, ciphertextAndTag));
    }
}
