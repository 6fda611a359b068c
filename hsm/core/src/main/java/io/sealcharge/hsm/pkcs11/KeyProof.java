package io.sealcharge.hsm.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import io.sealcharge.hsm.KeyType;
import io.sealcharge.hsm.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * Proves by use that a key in the token is the one described.
 *
 * <p>A signing key signs a fresh digest, which must verify under the public point. A MAC key's check value is its HMAC,
 * or CMAC, of a fixed label. An agreement key agrees with the curve's generator, which must give the x coordinate of the public
 * point. The check value of a key that seals is a blob that must open to the fixed label with the label as additional data.
 * A wrapping key's check value is a blob that must unwrap to a key that is known from outside: the
 * public point and the wrapped private key; or, where the token cannot unwrap those, {@code 01}, the HMAC of the fixed
 * label and the wrapped MAC key.
 */
final class KeyProof {
    private static final byte[] LABEL = "sealcharge key check value".getBytes(StandardCharsets.US_ASCII);
    private static final int MAC_BYTES = 32;
    private static final byte MAC_KEY_BLOB = 0x01;

    private final VendorProfile profile;
    private final SecureRandom random = new SecureRandom();

    KeyProof(VendorProfile profile) {
        this.profile = profile;
    }

    /** @throws HsmException KEY_MISMATCH if the key is not the one described, or may not do what its role needs */
    void require(CkSession session, KeyDescription description, long key) {
        boolean same;
        try {
            same = holds(session, description, key);
        } catch (CkException e) {
            if (profile.errors().remedy(e) != Remedy.REFUSE) {
                throw e;
            }
            throw mismatch(description, e);
        }
        if (!same) {
            throw mismatch(description, null);
        }
    }

    /** The check value of a secret key. */
    byte[] checkValue(CkSession session, KeyId id, long key) {
        return switch (id.role().type()) {
            case HMAC_SHA256 -> mac(session, key);
            case AES_256_CMAC -> cmac(session, key);
            case AES_256_WRAP -> wrappedBlob(session, key);
            case AES_256_GCM -> Boxes.seal(session, key, LABEL, LABEL);
            case EC_P256_SIGN, EC_P256_AGREE ->
                throw new IllegalArgumentException(id + " is a key pair and has no check value");
        };
    }

    private boolean holds(CkSession session, KeyDescription description, long key) {
        KeyType type = description.id().role().type();
        byte[] known = type.pair() ? description.publicPoint() : description.checkValue();
        if (known == null) {
            return false;
        }
        return switch (type) {
            case EC_P256_SIGN -> signs(session, key, known);
            case EC_P256_AGREE -> agrees(session, key, known);
            case HMAC_SHA256 -> MessageDigest.isEqual(known, mac(session, key));
            case AES_256_CMAC -> MessageDigest.isEqual(known, cmac(session, key));
            case AES_256_WRAP -> unwraps(session, key, known);
            case AES_256_GCM -> opens(session, key, known);
        };
    }

    private boolean signs(CkSession session, long key, byte[] point) {
        if (!P256.isOnCurve(point)) {
            return false;
        }
        byte[] digest = new byte[MAC_BYTES];
        random.nextBytes(digest);
        return P256.verifies(point, digest, session.sign(PKCS11Constants.CKM_ECDSA, key, digest));
    }

    private boolean agrees(CkSession session, long key, byte[] point) {
        if (!P256.isOnCurve(point)) {
            return false;
        }
        byte[] otherInfo = new byte[MAC_BYTES];
        random.nextBytes(otherInfo);
        byte[] expected = Agreement.kdf(P256.xCoordinate(point), otherInfo);
        try (Secret agreed = new Agreement(profile).agree(session, key, P256.generator(), otherInfo)) {
            return MessageDigest.isEqual(expected, agreed.bytes());
        }
    }

    private static boolean opens(CkSession session, long key, byte[] sealed) {
        if (Boxes.tooShort(sealed)) {
            return false;
        }
        try (Secret opened = Boxes.open(session, key, sealed, LABEL)) {
            return MessageDigest.isEqual(LABEL, opened.bytes());
        }
    }

    private static byte[] mac(CkSession session, long key) {
        return session.sign(PKCS11Constants.CKM_SHA256_HMAC, key, LABEL);
    }

    private byte[] cmac(CkSession session, long key) {
        return session.sign(profile.cmacMechanism(), key, LABEL);
    }

    private byte[] wrappedBlob(CkSession session, long wrapKey) {
        if (!profile.unwrapsEcPrivateKeys()) {
            long macKey = session.generateKey(
                    PKCS11Constants.CKM_GENERIC_SECRET_KEY_GEN, Attributes.sized(Attributes.macKey(false, true)));
            byte[] blob = join(
                    new byte[] {MAC_KEY_BLOB},
                    mac(session, macKey),
                    session.wrap(profile.wrapMechanism(), wrapKey, macKey));
            session.destroy(macKey);
            return blob;
        }
        OneTimeKeys.Made made = new OneTimeKeys(profile).make(session, wrapKey);
        session.destroy(made.privateKey());
        return join(made.publicPoint(), made.wrapped());
    }

    private boolean unwraps(CkSession session, long wrapKey, byte[] blob) {
        boolean macKey = blob.length > 0 && blob[0] == MAC_KEY_BLOB;
        int head = macKey ? 1 + MAC_BYTES : P256.POINT_BYTES;
        if (blob.length <= head) {
            return false;
        }
        CK_ATTRIBUTE[] template = macKey
                ? Attributes.macKey(false, false)
                : Attributes.privateKey(false, false, PKCS11Constants.CKA_SIGN);
        byte[] wrapped = Arrays.copyOfRange(blob, head, blob.length);
        long key = session.unwrap(profile.wrapMechanism(), wrapKey, wrapped, template);
        boolean same = macKey
                ? MessageDigest.isEqual(Arrays.copyOfRange(blob, 1, head), mac(session, key))
                : signs(session, key, Arrays.copyOf(blob, head));
        session.destroy(key);
        return same;
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static HsmException mismatch(KeyDescription description, @Nullable CkException cause) {
        return new HsmException(
                HsmFailure.KEY_MISMATCH, "the token's key for " + description + " is not the one described", cause);
    }
}
