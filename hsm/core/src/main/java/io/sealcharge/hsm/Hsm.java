package io.sealcharge.hsm;

import java.util.List;

/**
 * A token and its keys. Every call blocks and throws {@link HsmException}; call it from {@link HsmExecutor}'s threads
 * only. Implementations are safe for use by many threads.
 */
public interface Hsm extends AutoCloseable {

    TokenDescription token();

    /**
     * Makes a new token key, sensitive and non-extractable, and proves it by use. Never repeated by itself.
     *
     * @throws HsmException REFUSED if the token already has a key of this label
     */
    KeyDescription generate(KeyId id);

    /**
     * Describes a token key that is there already, found by its label, and proves it by use. For set-up; what is in use
     * is found by its description instead.
     *
     * @throws HsmException KEY_MISSING if the token has no key of this label, or several; KEY_MISMATCH if it is not a
     *     key as {@link #generate} makes it
     */
    KeyDescription describe(KeyId id);

    /**
     * Takes this set of keys into use, whole or not at all: finds each by CKA_ID, compares public point or check value,
     * and keeps the handles for as long as the module's generation lives.
     *
     * @throws HsmException KEY_MISSING or KEY_MISMATCH; the former set stays in use
     */
    void use(List<KeyDescription> keys);

    /**
     * Signs a SHA-256 digest with ECDSA.
     *
     * @param digest 32 bytes
     * @return r and s, 32 bytes each (IEEE P1363)
     */
    byte[] sign(KeyId key, byte[] digest);

    /**
     * The MAC of {@code data} by what the key's role is for: HMAC-SHA-256, 32 bytes, or AES-CMAC (SP 800-38B), 16 bytes.
     *
     * @param data 1 byte or more: some tokens refuse to MAC nothing
     */
    byte[] mac(KeyId key, byte[] data);

    /**
     * AES-256-GCM (SP 800-38D) with an IV from the token's random generator. With such IVs a key may seal 2^32 texts (8.3
     * there).
     *
     * @param additionalData 1 byte or more; must be the same when it is opened
     * @return IV of 12 bytes, ciphertext, tag of 16 bytes
     */
    byte[] seal(KeyId key, byte[] plaintext, byte[] additionalData);

    /**
     * Opens what {@link #seal} gave.
     *
     * @return the plaintext; the caller wipes it
     * @throws HsmException REFUSED if it is not what this key sealed with this additional data; the token is well
     */
    Secret open(KeyId key, byte[] sealed, byte[] additionalData);

    /**
     * As {@link #agree(OneTimeKey, byte[], byte[])}, with a key pair of the token.
     *
     * @param peerPoint 65 bytes uncompressed; the caller has checked that it lies on the curve
     * @return 32 bytes
     */
    Secret agree(KeyId key, byte[] peerPoint, byte[] otherInfo);

    /** Draws {@code length} bytes from the random generator of the token; the caller wipes them. */
    Secret random(int length);

    /**
     * Makes an EC P-256 agreement key pair as a session object of a keeper session, and a wrapped copy of its private
     * key.
     *
     * @param wrapKey a key of role {@code recharge-wrap}
     * @throws HsmException BUSY if the keepers hold as many keys as they may
     */
    OneTimeKey generateOneTimeKey(KeyId wrapKey);

    /**
     * ECDH (SP 800-56A, cofactor 1) with the one-time key, then Concat KDF with SHA-256 (RFC 7518, 4.6.2) for one
     * block. Uses the keeper's object, or else the wrapped copy. Does not destroy the key.
     *
     * @param peerPoint 65 bytes uncompressed; the caller has checked that it lies on the curve
     * @param otherInfo AlgorithmID, PartyUInfo, PartyVInfo and SuppPubInfo as they enter the KDF
     * @return 32 bytes
     */
    Secret agree(OneTimeKey key, byte[] peerPoint, byte[] otherInfo);

    /** Destroys the keeper's object of this key, if this node has one. Idempotent. */
    void destroyOneTimeKey(byte[] publicPoint);

    /** The number of one-time keys this node holds as session objects. */
    int oneTimeKeysHeld();

    /**
     * Uses every key in use once and checks the result: signs and verifies, MACs, agrees, unwraps or decrypts
     * and compares.
     *
     * @throws HsmException with the first failure
     */
    void selfTest();

    /** Logs out and finalises the module, unless a call still hangs in it. */
    @Override
    void close();
}
