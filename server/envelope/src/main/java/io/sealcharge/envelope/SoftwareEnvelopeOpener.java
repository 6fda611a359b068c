package io.sealcharge.envelope;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** Opens with a private key in memory: a terminal's, or that of a test. */
public final class SoftwareEnvelopeOpener implements EnvelopeOpener {
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private final ECPrivateKey privateKey;

    public SoftwareEnvelopeOpener(ECPrivateKey privateKey) {
        this.privateKey = privateKey;
    }

    @Override
    public byte[] deriveKey(byte[] epkPoint, byte[] otherInfo) {
        byte[] shared = new byte[0];
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(privateKey);
            agreement.doPhase(P256Point.ofUncompressed(epkPoint).publicKey(), true);
            shared = agreement.generateSecret();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FIRST_BLOCK);
            digest.update(shared);
            return digest.digest(otherInfo);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot agree on P-256", e);
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
