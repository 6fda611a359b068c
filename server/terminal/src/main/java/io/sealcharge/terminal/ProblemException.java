package io.sealcharge.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The platform refused, and said why (RFC 9457; at the token endpoint RFC 6749, 5.2). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Codes after which the same bytes can never succeed. */
    private static final Set<String> FINAL = Set.of(
            "malformed_request",
            "malformed_envelope",
            "kid_unknown",
            "kid_expired",
            "kid_used",
            "reference_reused",
            "recharge_refused",
            "charging_rejected",
            "voucher_not_replaceable",
            "terminal_revoked");

    private final int status;
    private final String code;
    private final String detail;
    private final @Nullable String traceId;
    private final long retryAfterSeconds;
    private final ArrayList<FieldFault> errors;
    private final @Nullable String purchase;

    ProblemException(
            int status,
            String code,
            String detail,
            @Nullable String traceId,
            long retryAfterSeconds,
            List<FieldFault> errors,
            @Nullable String purchase) {
        super(text(status, code, detail, errors));
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.traceId = traceId;
        this.retryAfterSeconds = retryAfterSeconds;
        this.errors = new ArrayList<>(errors);
        this.purchase = purchase;
    }

    private static String text(int status, String code, String detail, List<FieldFault> errors) {
        String faults = errors.stream()
                .map(fault -> (fault.field().isEmpty() ? "body" : fault.field()) + " " + fault.rule())
                .collect(Collectors.joining("; "));
        return status + " " + code + (detail.isEmpty() ? "" : ": " + detail)
                + (faults.isEmpty() ? "" : " [" + faults + "]");
    }

    /** Status, code, detail and broken rules in one line. */
    @Override
    public String getMessage() {
        return text(status, code, detail, errors);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code, such as {@code recharge_refused}; {@code unknown} if the answer was no problem document. */
    public String code() {
        return code;
    }

    /** A sentence for people, possibly empty. */
    public String detail() {
        return detail;
    }

    /** What the platform's operators can find the request by. */
    public @Nullable String traceId() {
        return traceId;
    }

    /** Seconds to wait before sending the same again, if the platform said so. */
    public OptionalLong retryAfterSeconds() {
        return retryAfterSeconds < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterSeconds);
    }

    /** The broken rules of a malformed request, else empty. */
    public List<FieldFault> errors() {
        return List.copyOf(errors);
    }

    /**
     * Whether the platform carried the purchase out and has erased its envelopes, so that the receipt is all it can
     * answer: money has moved.
     */
    public boolean isAnswerErased() {
        return code.equals("answer_erased") && purchase != null;
    }

    /** The receipt, a purchase without envelopes, in JSON as it came; only with {@link #isAnswerErased()}. */
    Optional<String> purchase() {
        return Optional.ofNullable(purchase);
    }

    /** Whether the same bytes can never succeed, so that there is nothing to resume. */
    public boolean isFinal() {
        return FINAL.contains(code);
    }
}
