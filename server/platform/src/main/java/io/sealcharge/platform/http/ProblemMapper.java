package io.sealcharge.platform.http;

import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.platform.app.CoolingException;
import io.sealcharge.platform.app.DayCapException;
import io.sealcharge.platform.app.IssueAccessToken;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.http.body.FieldFault;
import io.sealcharge.platform.http.body.MalformedRequestException;
import io.sealcharge.platform.http.json.AccessTokenJson;
import io.sealcharge.platform.http.json.ProblemJson;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns refusals and failures into problem documents (RFC 9457). The only place that knows their status codes. */
final class ProblemMapper {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String RETRY_AFTER = "Retry-After";
    private static final int OUTSTANDING_RETRY_SECONDS = 30;

    private ProblemMapper() {}

    private static int status(ProblemCode code) {
        return switch (code) {
            case MALFORMED_REQUEST, MALFORMED_ENVELOPE, KID_UNKNOWN -> 400;
            case UNAUTHENTICATED -> 401;
            case INSUFFICIENT_CREDIT -> 402;
            case INSUFFICIENT_SCOPE, CHANNEL_SUSPENDED, TERMINAL_BARRED -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case KID_EXPIRED,
                    KID_USED,
                    KID_FOREIGN,
                    OUT_OF_STOCK,
                    VOUCHER_RESERVED,
                    VOUCHER_NOT_REPLACEABLE,
                    TERMINAL_EXISTS,
                    TERMINAL_REVOKED,
                    TERMINAL_KEY_EXHAUSTED,
                    STATE_CONFLICT -> 409;
            case ANSWER_ERASED -> 410;
            case BODY_TOO_LARGE -> 413;
            case URI_TOO_LONG -> 414;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case REFERENCE_REUSED,
                    RECHARGE_REFUSED,
                    PRODUCT_UNKNOWN,
                    STOCK_FILE_UNREADABLE,
                    ORDER_CAP_EXCEEDED,
                    CHARGING_REJECTED -> 422;
            case TOO_MANY_OUTSTANDING, DAY_CAP_EXCEEDED, PHONE_NUMBER_COOLING -> 429;
            case HEADERS_TOO_LARGE -> 431;
            case INTERNAL_ERROR -> 500;
            case OVERLOADED, HSM_UNAVAILABLE, DATABASE_UNAVAILABLE, SHUTTING_DOWN -> 503;
        };
    }

    static Answer problem(ProblemCode code, String detail, String traceId) {
        return problem(code, detail, traceId, List.of());
    }

    private static Answer problem(ProblemCode code, String detail, String traceId, List<FieldFault> faults) {
        int status = status(code);
        return new Answer(
                status,
                PROBLEM_JSON,
                ProblemJson.of(code.label(), code.title(), status, detail, traceId, faults),
                Map.of());
    }

    /** The answer of an outcome. */
    static <T> Answer of(Outcome<T> outcome, String traceId, Function<T, Answer> done) {
        return switch (outcome) {
            case Outcome.Done<T>(T value, boolean replayed) -> done.apply(value).replayed(replayed);
            case Outcome.Refused<T>(Refusal refusal) -> refused(refusal, traceId);
        };
    }

    private static Answer refused(Refusal refusal, String traceId) {
        return switch (refusal) {
            case REFERENCE_REUSED ->
                problem(
                        ProblemCode.REFERENCE_REUSED,
                        "This reference was used for another request. Use a new one, or repeat the first request as it was.",
                        traceId);
            case INSUFFICIENT_CREDIT ->
                problem(
                        ProblemCode.INSUFFICIENT_CREDIT,
                        "The channel's credit does not cover this purchase. Nothing was sold or charged.",
                        traceId);
            case PRODUCT_UNKNOWN ->
                problem(ProblemCode.PRODUCT_UNKNOWN, "There is no such product, or not for this channel.", traceId);
            case CHANNEL_SUSPENDED ->
                problem(ProblemCode.CHANNEL_SUSPENDED, "The operator has suspended this channel.", traceId);
            case KID_UNKNOWN ->
                problem(
                        ProblemCode.KID_UNKNOWN,
                        "There is no such key, or it was never handed to this channel.",
                        traceId);
            case KID_EXPIRED ->
                problem(
                        ProblemCode.KID_EXPIRED,
                        "The envelope's key is past its time or was voided. Ask for a new one under a new reference.",
                        traceId);
            case KID_USED -> problem(ProblemCode.KID_USED, "The envelope's key was used by another recharge.", traceId);
            case KID_FOREIGN ->
                problem(ProblemCode.KID_FOREIGN, "This key was handed out for another reference or terminal.", traceId);
            case TOO_MANY_OUTSTANDING ->
                problem(
                                ProblemCode.TOO_MANY_OUTSTANDING,
                                "The channel holds as many unused recharge keys as it may. Use them or let them expire.",
                                traceId)
                        .with(RETRY_AFTER, Integer.toString(OUTSTANDING_RETRY_SECONDS));
            case OUT_OF_STOCK ->
                problem(
                        ProblemCode.OUT_OF_STOCK,
                        "The stock holds too few vouchers of this product. Nothing was sold or charged.",
                        traceId);
            case ORDER_CAP_EXCEEDED ->
                problem(
                        ProblemCode.ORDER_CAP_EXCEEDED,
                        "This purchase comes to more than one purchase of this channel may. Nothing was sold or charged.",
                        traceId);
            case DAY_CAP_EXCEEDED ->
                problem(
                                ProblemCode.DAY_CAP_EXCEEDED,
                                "With this purchase the channel's purchases of today would come to more than they may. Nothing was sold or charged.",
                                traceId)
                        .with(RETRY_AFTER, Integer.toString(OUTSTANDING_RETRY_SECONDS));
            case VOUCHER_RESERVED ->
                problem(
                        ProblemCode.VOUCHER_RESERVED,
                        "A redemption of this voucher is open. Ask again when it has ended.",
                        traceId);
            case VOUCHER_NOT_REPLACEABLE ->
                problem(
                        ProblemCode.VOUCHER_NOT_REPLACEABLE,
                        "This voucher is redeemed, expired or blocked, or was replaced before.",
                        traceId);
            case TERMINAL_EXISTS ->
                problem(
                        ProblemCode.TERMINAL_EXISTS,
                        "The channel has an active terminal of this name. Rotate its keys, or revoke it first.",
                        traceId);
            case TERMINAL_REVOKED ->
                problem(
                        ProblemCode.TERMINAL_REVOKED,
                        "The terminal, or this generation of its keys, is revoked or retired.",
                        traceId);
            case TERMINAL_KEY_EXHAUSTED ->
                problem(
                        ProblemCode.TERMINAL_KEY_EXHAUSTED,
                        "This key has seen as many messages as it may. Rotate it.",
                        traceId);
            case TERMINAL_BARRED ->
                problem(
                        ProblemCode.TERMINAL_BARRED,
                        "This terminal had too many refused recharges. Only the operator lifts the bar.",
                        traceId);
            case PHONE_NUMBER_COOLING ->
                problem(
                                ProblemCode.PHONE_NUMBER_COOLING,
                                "Too many recharges of this phone number were refused lately. Nothing was used up.",
                                traceId)
                        .with(RETRY_AFTER, Integer.toString(OUTSTANDING_RETRY_SECONDS));
            case STATE_CONFLICT ->
                problem(ProblemCode.STATE_CONFLICT, "This is not possible in the state it is in.", traceId);
            case PRODUCT_SOLD ->
                problem(
                        ProblemCode.STATE_CONFLICT,
                        "There are vouchers of this product: face value, currency and PIN format stay. List another product.",
                        traceId);
            case COMMISSION_ABOVE_PRICE ->
                problem(
                        ProblemCode.STATE_CONFLICT,
                        "A commission may not be more than the price that its channel pays.",
                        traceId);
            case LIMIT_BELOW_DEBT ->
                problem(
                        ProblemCode.STATE_CONFLICT,
                        "The channel owes more than this limit. Grant it credit first.",
                        traceId);
            case OPERATOR_CLIENT ->
                problem(
                        ProblemCode.STATE_CONFLICT,
                        "This id is an operator's, which only the catalogue file makes and changes.",
                        traceId);
            case BAR_EXISTS -> problem(ProblemCode.STATE_CONFLICT, "This terminal is barred already.", traceId);
            case BAR_LIFTED -> problem(ProblemCode.STATE_CONFLICT, "This bar was lifted before.", traceId);
            case VOUCHER_NOT_BLOCKABLE ->
                problem(
                        ProblemCode.STATE_CONFLICT,
                        "Only a voucher that is created, available or sold can be blocked; this one is on its way into a sale or at its end.",
                        traceId);
            case BATCH_BUSY ->
                problem(
                        ProblemCode.STATE_CONFLICT,
                        "Something is being done to the batch's vouchers. Wait until it has ended, or void the batch.",
                        traceId);
            case BATCH_EMPTY ->
                problem(ProblemCode.STATE_CONFLICT, "The batch has no vouchers. It can only be voided.", traceId);
            case IMPORT_SUPERSEDED ->
                problem(
                        ProblemCode.STATE_CONFLICT,
                        "A later request goes on with this import, or the batch was voided meanwhile.",
                        traceId);
            case EXPIRY_PASSED -> problem(ProblemCode.MALFORMED_REQUEST, "expiresAt must be in the future.", traceId);
            case STOCK_KEY_UNKNOWN ->
                problem(
                        ProblemCode.KID_UNKNOWN,
                        "The file is sealed to no stock-import key of this platform. Seal it to the one that getStockImportKey gives.",
                        traceId);
            case STOCK_FILE_UNREADABLE ->
                problem(
                        ProblemCode.STOCK_FILE_UNREADABLE,
                        "The file was altered, or was sealed to another key than its kid names. Nothing was imported.",
                        traceId);
            case NOT_FOUND -> problem(ProblemCode.NOT_FOUND, "There is no such thing in this channel.", traceId);
        };
    }

    /** @param firstTraceId of the answer given first, so that a repeat is byte for byte the same */
    static Answer refusedRecharge(String firstTraceId) {
        return problem(
                ProblemCode.RECHARGE_REFUSED,
                "This envelope does not recharge this phone number. The answer is final for this reference.",
                firstTraceId);
    }

    /** @param firstTraceId of the request, so that each answer is the same byte for byte */
    static Answer chargingRejected(String firstTraceId) {
        return problem(
                ProblemCode.CHARGING_REJECTED,
                "The charging system does not credit this phone number. The voucher keeps its value, and the answer is final for this reference.",
                firstTraceId);
    }

    /** The answer to a repeat of a purchase whose envelopes are erased: money has moved, and the receipt says so. */
    static Answer purchaseErased(Purchase receipt, String traceId) {
        ProblemCode code = ProblemCode.ANSWER_ERASED;
        String detail =
                "The purchase was carried out and its envelopes are erased. Replace the vouchers if their PINs are lost.";
        return new Answer(
                status(code),
                PROBLEM_JSON,
                ProblemJson.of(code.label(), code.title(), status(code), detail, traceId, receipt),
                Map.of());
    }

    /** A replacement that was made, of whose answer only the receipt is left. */
    static Answer replacementErased(Replacement receipt, String traceId) {
        ProblemCode code = ProblemCode.ANSWER_ERASED;
        String detail =
                "The voucher was replaced and the new one's envelope is erased. If the terminal has lost it, replace the new voucher.";
        return new Answer(
                status(code),
                PROBLEM_JSON,
                ProblemJson.of(code.label(), code.title(), status(code), detail, traceId, receipt),
                Map.of());
    }

    /** Errors of the token grant (RFC 6749, 5.2). */
    static Answer denied(IssueAccessToken.Denied denied) {
        boolean unauthenticated = denied.oauthError().equals("invalid_client");
        Answer answer = new Answer(
                unauthenticated ? 401 : 400,
                "application/json",
                AccessTokenJson.denied(denied.oauthError(), denied.description()),
                Map.of());
        return unauthenticated ? answer.with("WWW-Authenticate", Authentication.CHALLENGE) : answer;
    }

    /** The status of a health check that says no. */
    static Answer notReady(Answer readiness) {
        return new Answer(
                        status(ProblemCode.SHUTTING_DOWN),
                        readiness.contentType(),
                        readiness.body(),
                        readiness.headers())
                .with(RETRY_AFTER, "5");
    }

    static Answer of(Throwable failure, String traceId) {
        return switch (failure) {
            case MalformedRequestException malformed ->
                malformed(ProblemCode.MALFORMED_REQUEST, malformed.faults(), traceId);
            case MalformedEnvelopeException malformed ->
                malformed(
                        ProblemCode.MALFORMED_ENVELOPE,
                        List.of(new FieldFault("envelope:" + malformed.field(), malformed.rule())),
                        traceId);
            case ProblemException problem -> {
                Answer answer = problem(problem.code(), problem.detail(), traceId);
                for (Map.Entry<String, String> header : problem.headers().entrySet()) {
                    answer = answer.with(header.getKey(), header.getValue());
                }
                yield answer;
            }
            case CoolingException cooling ->
                refused(Refusal.PHONE_NUMBER_COOLING, traceId)
                        .with(RETRY_AFTER, Integer.toString(cooling.retryAfterSeconds()));
            case DayCapException spent ->
                refused(Refusal.DAY_CAP_EXCEEDED, traceId)
                        .with(RETRY_AFTER, Integer.toString(spent.retryAfterSeconds()));
            case UnavailableException unavailable -> unavailable(unavailable, traceId);
            default -> {
                LOG.atError().addKeyValue("traceId", traceId).setCause(failure).log("request failed unexpectedly");
                yield problem(
                        ProblemCode.INTERNAL_ERROR,
                        "The outcome is unknown. Repeat the same request with the same reference.",
                        traceId);
            }
        };
    }

    private static Answer malformed(ProblemCode code, List<FieldFault> faults, String traceId) {
        String detail = faults.stream()
                .map(fault -> (fault.field().isEmpty() ? "The body" : fault.field()) + " " + fault.rule())
                .collect(Collectors.joining("; "));
        return problem(code, detail, traceId, faults);
    }

    private static Answer unavailable(UnavailableException unavailable, String traceId) {
        ProblemCode code = switch (unavailable.part()) {
            case HSM -> ProblemCode.HSM_UNAVAILABLE;
            case DATABASE -> ProblemCode.DATABASE_UNAVAILABLE;
            case CAPACITY -> ProblemCode.OVERLOADED;
            case SHUTDOWN -> ProblemCode.SHUTTING_DOWN;
        };
        LOG.atWarn()
                .addKeyValue("traceId", traceId)
                .addKeyValue("code", code.label())
                .addKeyValue("cause", String.valueOf(unavailable.getCause()))
                .log("request turned away");
        return problem(code, "Repeat the same request, with the same reference, a little later.", traceId)
                .with(RETRY_AFTER, Integer.toString(Math.max(1, unavailable.retryAfterSeconds())));
    }
}
