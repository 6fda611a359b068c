package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** Makes one-time agreement keys and agrees with them, in the way of one vendor. */
final class OneTimeKeys {
    /** The Concat KDF's counter of the only block (SP 800-56A, 5.8.1.1). */
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private final VendorProfile profile;

    OneTimeKeys(VendorProfile profile) {
        this.profile = profile;
    }

    /** A new key pair: its point, its wrapped private key, and the handle of the private key in the session. */
    record Made(byte[] publicPoint, byte[] wrapped, long privateKey) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Made that && Arrays.equals(publicPoint, that.publicPoint);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(publicPoint);
        }
    }

    /** Makes a key pair as session objects; the private key is extractable only until it has been wrapped once. */
    Made make(CkSession session, long wrapKey) {
        long use = PKCS11Constants.CKA_DERIVE;
        CkSession.KeyPair pair = session.generateKeyPair(
                PKCS11Constants.CKM_EC_KEY_PAIR_GEN,
                Attributes.publicKey(false, use),
                Attributes.privateKey(false, true, use));
        boolean made = false;
        try {
            byte[] point = P256.ofAttribute(session.bytes(pair.publicKey(), PKCS11Constants.CKA_EC_POINT));
            session.destroy(pair.publicKey());
            byte[] wrapped = session.wrap(profile.wrapMechanism(), wrapKey, pair.privateKey());
            session.set(pair.privateKey(), Attributes.extractable(false));
            made = true;
            return new Made(point, wrapped, pair.privateKey());
        } finally {
            if (!made) {
                TokenKeys.destroyQuietly(session, pair.privateKey());
            }
        }
    }

    /** Brings a wrapped key back for one agreement. */
    Secret agreeWithCopy(CkSession session, long wrapKey, byte[] wrapped, byte[] peerPoint, byte[] otherInfo) {
        long privateKey = session.unwrap(
                profile.wrapMechanism(),
                wrapKey,
                wrapped,
                Attributes.privateKey(false, false, PKCS11Constants.CKA_DERIVE));
        Secret secret = agree(session, privateKey, peerPoint, otherInfo);
        session.destroy(privateKey);
        return secret;
    }

    /** ECDH and Concat KDF. If a step fails the session is closed by its pool, and with it the derived key. */
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
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(FIRST_BLOCK);
            sha256.update(z);
            return sha256.digest(otherInfo);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        } finally {
            Arrays.fill(z, (byte) 0);
        }
    }
}
