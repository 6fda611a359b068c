package io.sealcharge.load.capacity;

/** A call that a flow is made of, the platform's as production makes it or the terminal's. */
enum Part {
    HTTP_PLATFORM("a request received and answered, platform"),
    HTTP_TERMINAL("a request sent and its answer received, terminal"),
    TOKEN("an access token known to be good"),
    READ_PURCHASE("a purchase read"),
    WRITE_PURCHASE("a purchase written"),
    READ_REQUEST("a recharge request read"),
    WRITE_REQUEST("a recharge request written"),
    READ_RECHARGE("a recharge read, its envelope checked"),
    WRITE_RECHARGE("a recharge written"),
    HSM_RANDOM("HSM: random bytes of a PIN"),
    HSM_MAC("HSM: index of a PIN (HMAC)"),
    HSM_KEY_PAIR("HSM: one-time key pair and its wrapped copy"),
    HSM_SIGN("HSM: signature over a key"),
    HSM_AGREE("HSM: content key derived"),
    SEAL_VOUCHER("a voucher encrypted (JWE), platform"),
    WORD_FOR_KEY("a statement over a key put together"),
    OPEN_RECHARGE("a recharge decrypted (JWE) with its content key, platform"),
    SQL_SALE("a sale looked up and recorded (SQL)"),
    SQL_REQUEST("a recharge request looked up and recorded (SQL)"),
    SQL_REDEMPTION("a recharge looked up and recorded (SQL)"),
    OPEN_VOUCHER("a voucher decrypted (JWE), terminal"),
    SEAL_RECHARGE("a key's signature checked and a recharge encrypted (JWE), terminal");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}
