package io.sealcharge.hsm;

/** The type and use of a key in the token. */
public enum KeyType {
    /** EC P-256 pair, private key may only sign (ECDSA, FIPS 186-5). */
    EC_P256_SIGN,
    /** EC P-256 pair, private key may only agree (ECDH, SP 800-56A). */
    EC_P256_AGREE,
    /** 256-bit generic secret, may only MAC (HMAC-SHA-256, FIPS 198-1). */
    HMAC_SHA256,
    /** AES-256, may only wrap and unwrap (RFC 3394 / RFC 5649). */
    AES_256_WRAP,
    /** AES-256, may only encrypt and decrypt (GCM, SP 800-38D). */
    AES_256_GCM,
    /** AES-256, may only MAC (CMAC, SP 800-38B). */
    AES_256_CMAC;

    /** Whether it is a key pair; otherwise it is a secret key. */
    public boolean pair() {
        return this == EC_P256_SIGN || this == EC_P256_AGREE;
    }
}
