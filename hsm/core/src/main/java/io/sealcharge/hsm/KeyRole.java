package io.sealcharge.hsm;

import java.util.List;
import java.util.stream.Stream;

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
    TERMINAL_MASTER("terminal-master", KeyType.HMAC_SHA256),
    /** Signs what cards execute: recharge, redeem, transfers. Several epochs may be active while cards move over. */
    ISSUER_OPERATION("issuer-operation", KeyType.EC_P256_SIGN),
    /** Signs the certificates of cards' public keys, one per card and epoch. */
    CARD_CERTIFICATION("card-certification", KeyType.EC_P256_SIGN),
    /** AES-CMAC over the serial numbers of blank cards: derives their transport keys. */
    CARD_TRANSPORT("card-transport", KeyType.AES_256_CMAC),
    /** Signs the administration of cards: limits, unblocking, key epochs, retirement. */
    ISSUER_ADMIN("issuer-admin", KeyType.EC_P256_SIGN, TokenOwner.OFFICERS),
    /**
     * Signs the names of cards, and each signature is that card's private key. It signs nothing else; the random digests
     * of its proof by use name no card, and their signatures are forgotten at once.
     */
    CARD_DERIVATION("card-derivation", KeyType.EC_P256_SIGN, TokenOwner.OFFICERS);

    private final String label;
    private final KeyType type;
    private final TokenOwner owner;

    KeyRole(String label, KeyType type) {
        this(label, type, TokenOwner.SERVER);
    }

    KeyRole(String label, KeyType type, TokenOwner owner) {
        this.label = label;
        this.type = type;
        this.owner = owner;
    }

    /** The roles whose keys live in the token of {@code owner}. */
    public static List<KeyRole> of(TokenOwner owner) {
        return Stream.of(values()).filter(role -> role.owner == owner).toList();
    }

    /** The role's name in labels, files, tables and metrics. */
    public String label() {
        return label;
    }

    public KeyType type() {
        return type;
    }

    /** Whose token holds the key. */
    public TokenOwner owner() {
        return owner;
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
