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
    /** The one-time key was handed out for another reference or terminal. */
    KID_FOREIGN,
    /** The channel has as many outstanding recharge keys as it may. */
    TOO_MANY_OUTSTANDING,
    /** Not there, or another channel's. */
    NOT_FOUND
}
