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
    private static final int TOO_MANY_REQUESTS = 429;

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
        RefusalWords.Told told = RefusalWords.of(refusal);
        Answer answer = problem(told.code(), told.detail(), traceId);
        // who knows better when to come back says so by an exception
        return answer.status() == TOO_MANY_REQUESTS
                ? answer.with(RETRY_AFTER, Integer.toString(OUTSTANDING_RETRY_SECONDS))
                : answer;
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
        return later(code, Math.max(1, unavailable.retryAfterSeconds()), traceId);
    }

    /** To a request that is not let in. */
    static Answer overloaded(String traceId) {
        return later(ProblemCode.OVERLOADED, Admission.RETRY_WHEN_FULL_SECONDS, traceId);
    }

    private static Answer later(ProblemCode code, int retryAfterSeconds, String traceId) {
        return problem(code, "Repeat the same request, with the same reference, a little later.", traceId)
                .with(RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }
}
