package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.Secret;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** Makes one-time agreement keys and brings their copies back, in the way of one vendor. */
final class OneTimeKeys {
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
        Secret secret = new Agreement(profile).agree(session, privateKey, peerPoint, otherInfo);
        session.destroy(privateKey);
        return secret;
    }
}
