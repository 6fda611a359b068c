package io.sealcharge.platform.http;

import java.util.Locale;

/** The codes of problem documents. They never change their meaning. */
public enum ProblemCode {
    MALFORMED_REQUEST("The request breaks a rule of the contract"),
    MALFORMED_ENVELOPE("The envelope breaks a rule that shows without decrypting"),
    KID_UNKNOWN("No such key"),
    UNAUTHENTICATED("No valid access token"),
    INSUFFICIENT_CREDIT("Not enough credit"),
    INSUFFICIENT_SCOPE("The access token lacks the scope"),
    CHANNEL_SUSPENDED("The channel is suspended"),
    TERMINAL_BARRED("The terminal is barred"),
    NOT_FOUND("Not found"),
    METHOD_NOT_ALLOWED("No such method here"),
    KID_EXPIRED("The recharge key is past its time"),
    KID_USED("The recharge key was used"),
    KID_FOREIGN("The recharge key is for another request"),
    OUT_OF_STOCK("Out of stock"),
    VOUCHER_RESERVED("The voucher is being redeemed"),
    VOUCHER_NOT_REPLACEABLE("The voucher cannot be replaced"),
    TERMINAL_EXISTS("The terminal is registered"),
    TERMINAL_REVOKED("The terminal's keys are revoked"),
    TERMINAL_KEY_EXHAUSTED("The terminal's key has been used too often"),
    STATE_CONFLICT("Not in this state"),
    ANSWER_ERASED("The stored answer is erased"),
    BODY_TOO_LARGE("The body is too large"),
    URI_TOO_LONG("The URI is too long"),
    UNSUPPORTED_MEDIA_TYPE("Wrong media type"),
    REFERENCE_REUSED("The reference belongs to another request"),
    RECHARGE_REFUSED("The recharge was refused"),
    PRODUCT_UNKNOWN("No such product"),
    STOCK_FILE_UNREADABLE("The file cannot be opened"),
    ORDER_CAP_EXCEEDED("More than one purchase may come to"),
    CHARGING_REJECTED("The charging system does not credit this number"),
    TOO_MANY_OUTSTANDING("Too many unused recharge keys"),
    DAY_CAP_EXCEEDED("More than a day may come to"),
    PHONE_NUMBER_COOLING("The phone number has to wait"),
    HEADERS_TOO_LARGE("The headers are too large"),
    INTERNAL_ERROR("Internal error"),
    OVERLOADED("Too much to do"),
    HSM_UNAVAILABLE("The HSM is away"),
    DATABASE_UNAVAILABLE("The database is away"),
    SHUTTING_DOWN("Shutting down");

    private final String title;

    ProblemCode(String title) {
        this.title = title;
    }

    /** The name on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }
}
