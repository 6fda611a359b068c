package io.sealcharge.hsm;

/** What a key is for. A role fixes the key's type and the only use the token allows it. */
public enum KeyRole {
    /** HMAC-SHA-256 over PINs: the voucher look-up index. */
    PIN_INDEX("pin-index", KeyType.HMAC_SHA256),
    /** Wraps and unwraps one-time recharge private keys, nothing else. */
    RECHARGE_WRAP("recharge-wrap", KeyType.AES_256_WRAP),
    /** Signs the one-time public keys handed out for recharges; terminals pin it. */
    ENVELOPE_SIGNING("envelope-signing", KeyType.EC_P256_SIGN),
    /** Signs access tokens; published as a JWK set. */
    TOKEN_SIGNING("token-signing", KeyType.EC_P256_SIGN),
    /** Seals and opens the PIN boxes of vouchers in stock. */
    PIN_STORE("pin-store", KeyType.AES_256_GCM),
    /** Opens files of foreign PINs; its public key is handed to who makes them. */
    STOCK_IMPORT("stock-import", KeyType.EC_P256_AGREE),
    /** HMAC-SHA-256 over the names of terminals: derives the keys that they share with the platform. */
    TERMINAL_MASTER("terminal-master", KeyType.HMAC_SHA256);

    private final String label;
    private final KeyType type;

    KeyRole(String label, KeyType type) {
        this.label = label;
        this.type = type;
    }

    /** The role's name in labels, files, tables and metrics. */
    public String label() {
        return label;
    }

    public KeyType type() {
        return type;
    }

    /** @throws IllegalArgumentException if no role has this label */
    public static KeyRole ofLabel(String label) {
        for (KeyRole role : values()) {
            if (role.label.equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("no key role is called " + label);
    }
}
