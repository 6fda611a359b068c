package io.sealcharge.hsm.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_ATTRIBUTE;
import iaik.pkcs.pkcs11.wrapper.CK_ECDH1_DERIVE_PARAMS;
import iaik.pkcs.pkcs11.wrapper.CK_GCM_PARAMS;
import iaik.pkcs.pkcs11.wrapper.CK_MECHANISM;
import iaik.pkcs.pkcs11.wrapper.PKCS11;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** One session and the functions that need one, through the wrapper. Used by one thread at a time. */
class CkSession {
    private static final Logger log = LoggerFactory.getLogger(CkSession.class);
    private static final int FOUND_AT_MOST = 16;
    static final long GCM_TAG_BITS = 128;

    private final PKCS11 module;
    final long handle;

    CkSession(PKCS11 module, long handle) {
        this.module = module;
        this.handle = handle;
    }

    /** Closes the session, and with it its session objects; a session that is gone already is no error. */
    void close() {
        try {
            Native.run("C_CloseSession", () -> module.C_CloseSession(handle));
        } catch (CkException e) {
            log.debug("{}", e.getMessage());
        }
    }

    /** C_Login; a user who is logged in already stays so. */
    void login(long user, char[] pin) {
        try {
            Native.run("C_Login", () -> module.C_Login(handle, user, pin, true));
        } catch (CkException e) {
            if (e.code() != PKCS11Constants.CKR_USER_ALREADY_LOGGED_IN) {
                throw e;
            }
        }
    }

    void logout() {
        Native.run("C_Logout", () -> module.C_Logout(handle));
    }

    void initPin(char[] pin) {
        Native.run("C_InitPIN", () -> module.C_InitPIN(handle, pin, true));
    }

    /** Whether the session lives and its user is logged in. */
    boolean loggedIn() {
        long state = Native.call("C_GetSessionInfo", () -> module.C_GetSessionInfo(handle)).state;
        return state == PKCS11Constants.CKS_RO_USER_FUNCTIONS || state == PKCS11Constants.CKS_RW_USER_FUNCTIONS;
    }

    /** Handles of the objects that match, 16 at most. */
    long[] find(CK_ATTRIBUTE... template) {
        Native.run("C_FindObjectsInit", () -> module.C_FindObjectsInit(handle, template, true));
        try {
            return Native.call("C_FindObjects", () -> module.C_FindObjects(handle, FOUND_AT_MOST));
        } finally {
            Native.run("C_FindObjectsFinal", () -> module.C_FindObjectsFinal(handle));
        }
    }

    /** The attribute's value, or an empty array if the token does not give it out. */
    byte[] bytes(long object, long attribute) {
        CK_ATTRIBUTE[] wanted = {Attributes.wanted(attribute)};
        Native.run("C_GetAttributeValue", () -> module.C_GetAttributeValue(handle, object, wanted, true));
        return wanted[0].pValue instanceof byte[] value ? value : new byte[0];
    }

    void set(long object, CK_ATTRIBUTE... template) {
        Native.run("C_SetAttributeValue", () -> module.C_SetAttributeValue(handle, object, template, true));
    }

    void destroy(long object) {
        Native.run("C_DestroyObject", () -> module.C_DestroyObject(handle, object));
    }

    /** Signs, or MACs, in one part. */
    byte[] sign(long mechanism, long key, byte[] data) {
        Native.run("C_SignInit", () -> module.C_SignInit(handle, mechanism(mechanism, null), key, true));
        return Native.call("C_Sign", () -> module.C_Sign(handle, data));
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        Native.run("C_GenerateRandom", () -> module.C_GenerateRandom(handle, bytes));
        return bytes;
    }

    long generateKey(long mechanism, CK_ATTRIBUTE... template) {
        return Native.call(
                "C_GenerateKey", () -> module.C_GenerateKey(handle, mechanism(mechanism, null), template, true));
    }

    KeyPair generateKeyPair(long mechanism, CK_ATTRIBUTE[] publicKey, CK_ATTRIBUTE[] privateKey) {
        long[] handles = Native.call(
                "C_GenerateKeyPair",
                () -> module.C_GenerateKeyPair(handle, mechanism(mechanism, null), publicKey, privateKey, true));
        return new KeyPair(handles[0], handles[1]);
    }

    byte[] wrap(long mechanism, long wrappingKey, long key) {
        return Native.call(
                "C_WrapKey", () -> module.C_WrapKey(handle, mechanism(mechanism, null), wrappingKey, key, true));
    }

    long unwrap(long mechanism, long unwrappingKey, byte[] wrapped, CK_ATTRIBUTE... template) {
        return Native.call(
                "C_UnwrapKey",
                () -> module.C_UnwrapKey(handle, mechanism(mechanism, null), unwrappingKey, wrapped, template, true));
    }

    /** ECDH without a key derivation function: the shared secret as a new object. */
    long agree(long privateKey, byte[] peerPoint, CK_ATTRIBUTE... template) {
        CK_ECDH1_DERIVE_PARAMS parameters = new CK_ECDH1_DERIVE_PARAMS();
        parameters.kdf = PKCS11Constants.CKD_NULL;
        parameters.pPublicData = peerPoint;
        return Native.call(
                "C_DeriveKey",
                () -> module.C_DeriveKey(
                        handle, mechanism(PKCS11Constants.CKM_ECDH1_DERIVE, parameters), privateKey, template, true));
    }

    /** @return ciphertext and tag */
    byte[] encryptGcm(long key, byte[] iv, byte[] additionalData, byte[] plaintext) {
        Native.run("C_EncryptInit", () -> module.C_EncryptInit(handle, gcm(iv, additionalData), key, true));
        return Native.call("C_Encrypt", () -> module.C_Encrypt(handle, plaintext));
    }

    byte[] decryptGcm(long key, byte[] iv, byte[] additionalData, byte[] ciphertextAndTag) {
        Native.run("C_DecryptInit", () -> module.C_DecryptInit(handle, gcm(iv, additionalData), key, true));
        return Native.call("C_Decrypt", () -> module.C_Decrypt(handle, ciphertextAndTag));
    }

    private static CK_MECHANISM gcm(byte[] iv, byte[] additionalData) {
        CK_GCM_PARAMS parameters = new CK_GCM_PARAMS();
        parameters.pIv = iv;
        parameters.pAAD = additionalData;
        parameters.ulTagBits = GCM_TAG_BITS;
        return mechanism(PKCS11Constants.CKM_AES_GCM, parameters);
    }

    /** SHA-256 over {@code before}, the value of a key, and {@code after}. */
    byte[] digestAround(byte[] before, long key, byte[] after) {
        Native.run(
                "C_DigestInit", () -> module.C_DigestInit(handle, mechanism(PKCS11Constants.CKM_SHA256, null), true));
        Native.run("C_DigestUpdate", () -> module.C_DigestUpdate(handle, before));
        Native.run("C_DigestKey", () -> module.C_DigestKey(handle, key));
        if (after.length > 0) {
            Native.run("C_DigestUpdate", () -> module.C_DigestUpdate(handle, after));
        }
        return Native.call("C_DigestFinal", () -> module.C_DigestFinal(handle));
    }

    private static CK_MECHANISM mechanism(long code, @Nullable Object parameter) {
        CK_MECHANISM mechanism = new CK_MECHANISM();
        mechanism.mechanism = code;
        mechanism.pParameter = parameter;
        return mechanism;
    }

    /** Handles of a new key pair. */
    record KeyPair(long publicKey, long privateKey) {}
}
