package io.sealcharge.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a connection open while its answer takes longer than connections may be idle: says 100 (Continue) now and then,
 * which clients pass over (RFC 9110, 15.2), but only so often.
 */
final class InterimAnswers {
    /** Java's own client takes one more for a fault. */
    private static final int MOST = 8;

    private final Vertx vertx;
    private final long intervalMs;

    InterimAnswers(Vertx vertx, long intervalMs) {
        this.vertx = vertx;
        this.intervalMs = intervalMs;
    }

    /** Must be called on the request's context, its body read. */
    <T> Future<T> during(Future<T> work, HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1) {
            return work;
        }
        HttpServerResponse response = request.response();
        AtomicInteger said = new AtomicInteger();
        long timer = vertx.setPeriodic(intervalMs, fired -> {
            if (!response.ended() && !response.closed() && said.incrementAndGet() <= MOST) {
                response.writeContinue();
            }
        });
        return work.onComplete(done -> vertx.cancelTimer(timer));
    }
}
