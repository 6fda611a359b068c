package io.sealcharge.platform.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Sends answers, with the headers that each of them has. */
final class AnswerWriter {
    private static final String CACHE_CONTROL = "Cache-Control";

    private AnswerWriter() {}

    static Future<Void> write(RoutingContext context, Answer answer) {
        return write(context.response(), answer, Exchange.of(context).traceId());
    }

    /** Does nothing if the client has gone. */
    static Future<Void> write(HttpServerResponse response, Answer answer, String traceId) {
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        if (!answer.contentType().isEmpty()) {
            response.putHeader("Content-Type", answer.contentType());
        }
        response.setStatusCode(answer.status())
                .putHeader("X-Trace-Id", traceId)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                // Answers hold envelopes, tokens and numbers: no cache keeps them unless a route says so.
                .putHeader(CACHE_CONTROL, "no-store");
        answer.headers().forEach(response::putHeader);
        if (!answer.headers().containsKey("Content-Security-Policy")) {
            response.putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
        return response.end(answer.body());
    }
}
