package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** ECDH (SP 800-56A, cofactor 1) and one block of Concat KDF with SHA-256, in the way of one vendor. */
final class Agreement {
    /** The Concat KDF's counter of the only block (SP 800-56A, 5.8.1.1). */
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private final VendorProfile profile;

    Agreement(VendorProfile profile) {
        this.profile = profile;
    }

    /** If a step fails the session is closed by its pool, and with it the derived key. */
    Secret agree(CkSession session, long privateKey, byte[] peerPoint, byte[] otherInfo) {
        boolean readable = profile.kdf() == VendorProfile.Kdf.EXTRACT_SECRET;
        byte[] peer = profile.peerPoint() == VendorProfile.PeerPoint.RAW ? peerPoint : P256.octetString(peerPoint);
        long shared = session.agree(privateKey, peer, Attributes.sharedSecret(readable));
        byte[] key = readable ? kdf(session, shared, otherInfo) : session.digestAround(FIRST_BLOCK, shared, otherInfo);
        session.destroy(shared);
        return Secret.owning(key);
    }

    private static byte[] kdf(CkSession session, long shared, byte[] otherInfo) {
        byte[] z = session.bytes(shared, PKCS11Constants.CKA_VALUE);
        try {
            return kdf(z, otherInfo);
        } finally {
            Arrays.fill(z, (byte) 0);
        }
    }

    /** What an agreement comes to whose shared secret is known. */
    static byte[] kdf(byte[] z, byte[] otherInfo) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(FIRST_BLOCK);
            sha256.update(z);
            return sha256.digest(otherInfo);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
