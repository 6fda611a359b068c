package io.sealcharge.platform.http;

import io.sealcharge.platform.domain.Refusal;
import java.util.EnumMap;
import java.util.Map;

/** What a caller is told of each refusal. */
final class RefusalWords {
    /**
     * @param code by which programs decide
     * @param detail for people
     */
    record Told(ProblemCode code, String detail) {}

    private static final Map<Refusal, Told> WORDS = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    Refusal.REFERENCE_REUSED,
                    new Told(
                            ProblemCode.REFERENCE_REUSED,
                            "This reference was used for another request. Use a new one, or repeat the first request as it was.")),
            Map.entry(
                    Refusal.INSUFFICIENT_CREDIT,
                    new Told(
                            ProblemCode.INSUFFICIENT_CREDIT,
                            "The channel's credit does not cover this purchase. Nothing was sold or charged.")),
            Map.entry(
                    Refusal.PRODUCT_UNKNOWN,
                    new Told(ProblemCode.PRODUCT_UNKNOWN, "There is no such product, or not for this channel.")),
            Map.entry(
                    Refusal.CHANNEL_SUSPENDED,
                    new Told(ProblemCode.CHANNEL_SUSPENDED, "The operator has suspended this channel.")),
            Map.entry(
                    Refusal.KID_UNKNOWN,
                    new Told(ProblemCode.KID_UNKNOWN, "There is no such key, or it was never handed to this channel.")),
            Map.entry(
                    Refusal.KID_EXPIRED,
                    new Told(
                            ProblemCode.KID_EXPIRED,
                            "The envelope's key is past its time or was voided. Ask for a new one under a new reference.")),
            Map.entry(
                    Refusal.KID_USED,
                    new Told(ProblemCode.KID_USED, "The envelope's key was used by another recharge.")),
            Map.entry(
                    Refusal.KID_FOREIGN,
                    new Told(ProblemCode.KID_FOREIGN, "This key was handed out for another reference or terminal.")),
            Map.entry(
                    Refusal.TOO_MANY_OUTSTANDING,
                    new Told(
                            ProblemCode.TOO_MANY_OUTSTANDING,
                            "The channel holds as many unused recharge keys as it may. Use them or let them expire.")),
            Map.entry(
                    Refusal.OUT_OF_STOCK,
                    new Told(
                            ProblemCode.OUT_OF_STOCK,
                            "The stock holds too few vouchers of this product. Nothing was sold or charged.")),
            Map.entry(
                    Refusal.ORDER_CAP_EXCEEDED,
                    new Told(
                            ProblemCode.ORDER_CAP_EXCEEDED,
                            "This purchase comes to more than one purchase of this channel may. Nothing was sold or charged.")),
            Map.entry(
                    Refusal.DAY_CAP_EXCEEDED,
                    new Told(
                            ProblemCode.DAY_CAP_EXCEEDED,
                            "With this purchase the channel's purchases of today would come to more than they may. Nothing was sold or charged.")),
            Map.entry(
                    Refusal.VOUCHER_RESERVED,
                    new Told(
                            ProblemCode.VOUCHER_RESERVED,
                            "A redemption of this voucher is open. Ask again when it has ended.")),
            Map.entry(
                    Refusal.VOUCHER_NOT_REPLACEABLE,
                    new Told(
                            ProblemCode.VOUCHER_NOT_REPLACEABLE,
                            "This voucher is redeemed, expired or blocked, or was replaced before.")),
            Map.entry(
                    Refusal.TERMINAL_EXISTS,
                    new Told(
                            ProblemCode.TERMINAL_EXISTS,
                            "The channel has an active terminal of this name. Rotate its keys, or revoke it first.")),
            Map.entry(
                    Refusal.TERMINAL_REVOKED,
                    new Told(
                            ProblemCode.TERMINAL_REVOKED,
                            "The terminal, or this generation of its keys, is revoked or retired.")),
            Map.entry(
                    Refusal.TERMINAL_KEY_EXHAUSTED,
                    new Told(
                            ProblemCode.TERMINAL_KEY_EXHAUSTED,
                            "This key has seen as many messages as it may. Rotate it.")),
            Map.entry(
                    Refusal.TERMINAL_BARRED,
                    new Told(
                            ProblemCode.TERMINAL_BARRED,
                            "This terminal had too many refused recharges. Only the operator lifts the bar.")),
            Map.entry(
                    Refusal.PHONE_NUMBER_COOLING,
                    new Told(
                            ProblemCode.PHONE_NUMBER_COOLING,
                            "Too many recharges of this phone number were refused lately. Nothing was used up.")),
            Map.entry(
                    Refusal.STATE_CONFLICT,
                    new Told(ProblemCode.STATE_CONFLICT, "This is not possible in the state it is in.")),
            Map.entry(
                    Refusal.PRODUCT_SOLD,
                    new Told(
                            ProblemCode.STATE_CONFLICT,
                            "There are vouchers of this product: face value, currency and PIN format stay. List another product.")),
            Map.entry(
                    Refusal.COMMISSION_ABOVE_PRICE,
                    new Told(
                            ProblemCode.STATE_CONFLICT,
                            "A commission may not be more than the price that its channel pays.")),
            Map.entry(
                    Refusal.LIMIT_BELOW_DEBT,
                    new Told(
                            ProblemCode.STATE_CONFLICT,
                            "The channel owes more than this limit. Grant it credit first.")),
            Map.entry(
                    Refusal.OPERATOR_CLIENT,
                    new Told(
                            ProblemCode.STATE_CONFLICT,
                            "This id is an operator's, which only the catalogue file makes and changes.")),
            Map.entry(Refusal.BAR_EXISTS, new Told(ProblemCode.STATE_CONFLICT, "This terminal is barred already.")),
            Map.entry(Refusal.BAR_LIFTED, new Told(ProblemCode.STATE_CONFLICT, "This bar was lifted before.")),
            Map.entry(
                    Refusal.VOUCHER_NOT_BLOCKABLE,
                    new Told(
                            ProblemCode.STATE_CONFLICT,
                            "Only a voucher that is created, available or sold can be blocked; this one is on its way into a sale or at its end.")),
            Map.entry(
                    Refusal.BATCH_BUSY,
                    new Told(
                            ProblemCode.STATE_CONFLICT,
                            "Something is being done to the batch's vouchers. Wait until it has ended, or void the batch.")),
            Map.entry(
                    Refusal.BATCH_EMPTY,
                    new Told(ProblemCode.STATE_CONFLICT, "The batch has no vouchers. It can only be voided.")),
            Map.entry(
                    Refusal.IMPORT_SUPERSEDED,
                    new Told(
                            ProblemCode.STATE_CONFLICT,
                            "A later request goes on with this import, or the batch was voided meanwhile.")),
            Map.entry(
                    Refusal.EXPIRY_PASSED, new Told(ProblemCode.MALFORMED_REQUEST, "expiresAt must be in the future.")),
            Map.entry(
                    Refusal.STOCK_KEY_UNKNOWN,
                    new Told(
                            ProblemCode.KID_UNKNOWN,
                            "The file is sealed to no stock-import key of this platform. Seal it to the one that getStockImportKey gives.")),
            Map.entry(
                    Refusal.STOCK_FILE_UNREADABLE,
                    new Told(
                            ProblemCode.STOCK_FILE_UNREADABLE,
                            "The file was altered, or was sealed to another key than its kid names. Nothing was imported.")),
            Map.entry(Refusal.NOT_FOUND, new Told(ProblemCode.NOT_FOUND, "There is no such thing in this channel."))));

    private RefusalWords() {}

    static Told of(Refusal refusal) {
        Told told = WORDS.get(refusal);
        if (told == null) {
            throw new IllegalStateException("nobody has words for " + refusal);
        }
        return told;
    }
}
