package io.sealcharge.hsm.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyId;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** Finds the platform's keys in the token and makes new ones. */
final class TokenKeys {
    private static final Logger log = LoggerFactory.getLogger(TokenKeys.class);
    private static final int CKA_ID_BYTES = 16;

    private final KeyProof proof;
    private final SecureRandom random = new SecureRandom();

    TokenKeys(KeyProof proof) {
        this.proof = proof;
    }

    /**
     * Finds the described key and proves that it is the one described.
     *
     * @throws HsmException KEY_MISSING if there is none or more than one, KEY_MISMATCH
     */
    long find(CkSession session, KeyDescription description) {
        long objectClass = description.id().role().type().pair()
                ? PKCS11Constants.CKO_PRIVATE_KEY
                : PKCS11Constants.CKO_SECRET_KEY;
        long[] found = session.find(Attributes.objectClass(objectClass), Attributes.ckaId(description.ckaId()));
        if (found.length != 1) {
            throw new HsmException(
                    HsmFailure.KEY_MISSING, "the token has " + found.length + " keys for " + description);
        }
        proof.require(session, description, found[0]);
        return found[0];
    }

    /**
     * Makes a token key and proves it by use; a key that fails its proof is destroyed.
     *
     * @param session a read-write session
     */
    KeyDescription generate(CkSession session, KeyId id) {
        if (session.find(Attributes.label(id.label())).length > 0) {
            throw new HsmException(HsmFailure.REFUSED, "the token already has a key labelled " + id.label());
        }
        byte[] ckaId = new byte[CKA_ID_BYTES];
        random.nextBytes(ckaId);
        CK_ATTRIBUTE[] named = Attributes.named(ckaId, id.label());
        return switch (id.role().type()) {
            case EC_P256_SIGN ->
                generatePair(session, id, ckaId, new Uses(PKCS11Constants.CKA_VERIFY, PKCS11Constants.CKA_SIGN), named);
            case EC_P256_AGREE ->
                generatePair(
                        session, id, ckaId, new Uses(PKCS11Constants.CKA_DERIVE, PKCS11Constants.CKA_DERIVE), named);
            case HMAC_SHA256 -> {
                long key = session.generateKey(
                        PKCS11Constants.CKM_GENERIC_SECRET_KEY_GEN,
                        Attributes.sized(Attributes.macKey(true, false, named)));
                yield describeSecret(session, id, ckaId, key);
            }
            case AES_256_WRAP -> generateAes(session, id, ckaId, Attributes.wrapKey(named));
            case AES_256_GCM -> generateAes(session, id, ckaId, Attributes.sealKey(named));
            case AES_256_CMAC -> generateAes(session, id, ckaId, Attributes.cmacKey(named));
        };
    }

    /**
     * Describes the one key of this label, which must have the attributes that {@link #generate} gives.
     *
     * @throws HsmException KEY_MISSING, KEY_MISMATCH
     */
    KeyDescription describe(CkSession session, KeyId id) {
        CK_ATTRIBUTE label = Attributes.label(id.label());
        CK_ATTRIBUTE[] asGenerated = switch (id.role().type()) {
            case EC_P256_SIGN -> Attributes.privateKey(true, false, PKCS11Constants.CKA_SIGN, label);
            case EC_P256_AGREE -> Attributes.privateKey(true, false, PKCS11Constants.CKA_DERIVE, label);
            case HMAC_SHA256 -> Attributes.macKey(true, false, label);
            case AES_256_WRAP -> Attributes.wrapKey(label);
            case AES_256_GCM -> Attributes.sealKey(label);
            case AES_256_CMAC -> Attributes.cmacKey(label);
        };
        long key = only(id, session.find(asGenerated[0], label));
        if (session.find(Attributes.neverOutside(asGenerated)).length != 1) {
            throw new HsmException(
                    HsmFailure.KEY_MISMATCH,
                    "the token's key labelled " + id.label() + " was not made by a key set-up: other attributes");
        }
        byte[] ckaId = session.bytes(key, PKCS11Constants.CKA_ID);
        KeyDescription description = id.role().type().pair()
                ? KeyDescription.ofPair(id, ckaId, publicPoint(session, id, ckaId))
                : KeyDescription.ofSecretKey(id, ckaId, proof.checkValue(session, id, key));
        proof.require(session, description, key);
        return description;
    }

    private static byte[] publicPoint(CkSession session, KeyId id, byte[] ckaId) {
        CK_ATTRIBUTE publicKey = Attributes.objectClass(PKCS11Constants.CKO_PUBLIC_KEY);
        long found = only(id, session.find(publicKey, Attributes.ckaId(ckaId)));
        return P256.ofAttribute(session.bytes(found, PKCS11Constants.CKA_EC_POINT));
    }

    private static long only(KeyId id, long[] found) {
        if (found.length != 1) {
            throw new HsmException(
                    HsmFailure.KEY_MISSING, "the token has " + found.length + " keys labelled " + id.label());
        }
        return found[0];
    }

    /** What the two halves of a pair may do. */
    private record Uses(long publicKey, long privateKey) {}

    private KeyDescription generatePair(CkSession session, KeyId id, byte[] ckaId, Uses uses, CK_ATTRIBUTE[] named) {
        CkSession.KeyPair pair = session.generateKeyPair(
                PKCS11Constants.CKM_EC_KEY_PAIR_GEN,
                Attributes.publicKey(true, uses.publicKey(), named),
                Attributes.privateKey(true, false, uses.privateKey(), named));
        boolean proven = false;
        try {
            byte[] point = P256.ofAttribute(session.bytes(pair.publicKey(), PKCS11Constants.CKA_EC_POINT));
            KeyDescription description = new KeyDescription(id, ckaId, point, null);
            proof.require(session, description, pair.privateKey());
            proven = true;
            return description;
        } finally {
            if (!proven) {
                destroyQuietly(session, pair.publicKey());
                destroyQuietly(session, pair.privateKey());
            }
        }
    }

    private KeyDescription generateAes(CkSession session, KeyId id, byte[] ckaId, CK_ATTRIBUTE[] template) {
        long key = session.generateKey(PKCS11Constants.CKM_AES_KEY_GEN, Attributes.sized(template));
        return describeSecret(session, id, ckaId, key);
    }

    private KeyDescription describeSecret(CkSession session, KeyId id, byte[] ckaId, long key) {
        boolean proven = false;
        try {
            KeyDescription description = new KeyDescription(id, ckaId, null, proof.checkValue(session, id, key));
            proof.require(session, description, key);
            proven = true;
            return description;
        } finally {
            if (!proven) {
                destroyQuietly(session, key);
            }
        }
    }

    /** For clean-up after another failure, which is the one to report. */
    static void destroyQuietly(CkSession session, long object) {
        try {
            session.destroy(object);
        } catch (CkException e) {
            log.warn("an object could not be destroyed: {}", e.getMessage());
        }
    }
}
