package io.sealcharge.platform.domain;

/** Why a well-formed request of an authenticated channel was not carried out; nothing was written. */
public enum Refusal {
    /** The reference was used before with another body. */
    REFERENCE_REUSED,
    /** The channel's credit does not cover the sale. */
    INSUFFICIENT_CREDIT,
    /** No such product, or not for this channel. */
    PRODUCT_UNKNOWN,
    /** The channel is suspended. */
    CHANNEL_SUSPENDED,
    /** The envelope names no key that was handed to this channel. */
    KID_UNKNOWN,
    /** The one-time key is past its time, or was voided by a newer request of the terminal. */
    KID_EXPIRED,
    /** The one-time key was used by another request. */
    KID_USED,
    /** The one-time key was handed out for another reference or terminal, or the shared key is another terminal's. */
    KID_FOREIGN,
    /** The channel has as many outstanding recharge keys as it may. */
    TOO_MANY_OUTSTANDING,
    /** The stock holds too few vouchers of the product. */
    OUT_OF_STOCK,
    /** The purchase comes to more than one purchase of the channel may. */
    ORDER_CAP_EXCEEDED,
    /** The channel's purchases of this day would come to more than they may. */
    DAY_CAP_EXCEEDED,
    /** A redemption of the voucher is open. */
    VOUCHER_RESERVED,
    /** The voucher is not sold any more: redeemed, expired, blocked or replaced before. */
    VOUCHER_NOT_REPLACEABLE,
    /** The channel has an active terminal of this name. */
    TERMINAL_EXISTS,
    /** The terminal or this generation of its keys is revoked. */
    TERMINAL_REVOKED,
    /** The shared key has seen as many messages as it may. */
    TERMINAL_KEY_EXHAUSTED,
    /** The terminal guessed too often; only an operator lifts the bar. */
    TERMINAL_BARRED,
    /** Too many recharges of the phone number were refused lately. */
    PHONE_NUMBER_COOLING,
    /** The thing is in a state that does not permit this. */
    STATE_CONFLICT,
    /** Face value, currency and PIN format are promised to those who hold vouchers of the product. */
    PRODUCT_SOLD,
    /** A commission would be more than what the channel pays. */
    COMMISSION_ABOVE_PRICE,
    /** The channel owes more than the limit would allow. */
    LIMIT_BELOW_DEBT,
    /** The client is an operator's, which only the catalogue file makes and changes. */
    OPERATOR_CLIENT,
    /** The terminal is barred already. */
    BAR_EXISTS,
    /** The bar was lifted before. */
    BAR_LIFTED,
    /** The voucher is claimed for a sale, or its life has ended. */
    VOUCHER_NOT_BLOCKABLE,
    /** Something is being done to the batch's vouchers. */
    BATCH_BUSY,
    /** The batch has no vouchers. */
    BATCH_EMPTY,
    /** The date that was to be printed on a batch's vouchers is over. */
    EXPIRY_PASSED,
    /** The file of foreign PINs is sealed to a key that is no stock-import key of this platform. */
    STOCK_KEY_UNKNOWN,
    /** The file of foreign PINs was altered, or was sealed to another key than it names. */
    STOCK_FILE_UNREADABLE,
    /** Another request goes on with the import, or the batch was given up. */
    IMPORT_SUPERSEDED,
    /** Not there, or another channel's. */
    NOT_FOUND
}
