package io.sealcharge.hsm;

/** The type and use of a key in the token. */
public enum KeyType {
    /** EC P-256 pair, private key may only sign (ECDSA, FIPS 186-5). */
    EC_P256_SIGN,
    /** 256-bit generic secret, may only MAC (HMAC-SHA-256, FIPS 198-1). */
    HMAC_SHA256,
    /** AES-256, may only wrap and unwrap (RFC 3394 / RFC 5649). */
    AES_256_WRAP
}
