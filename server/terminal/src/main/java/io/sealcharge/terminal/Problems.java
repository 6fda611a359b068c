package io.sealcharge.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads problem documents (RFC 9457). */
final class Problems {
    private Problems() {}

    /** The problem in an answer that is no success; code {@code unknown} if there is none in it. */
    static ProblemException of(Reply reply) {
        Document document;
        try {
            document = Json.read(reply.body(), Document.class);
        } catch (UnexpectedAnswerException notAProblem) {
            document = new Document(null, null, null, null, null, null);
        }
        String detail = document.detail() == null ? document.title() : document.detail();
        return new ProblemException(
                reply.status(),
                document.code() == null ? "unknown" : document.code(),
                detail == null ? "" : detail,
                document.traceId(),
                retryAfter(reply),
                document.errors() == null ? List.of() : document.errors(),
                document.purchase() == null ? null : document.purchase().toString());
    }

    private static long retryAfter(Reply reply) {
        return reply.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    private record Document(
            @Nullable String code,
            @Nullable String title,
            @Nullable String detail,
            @Nullable String traceId,
            @Nullable List<FieldFault> errors,
            @Nullable JsonNode purchase) {}
}
