package io.sealcharge.platform.http;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What is known of one request, from its first byte to its log line. */
final class Exchange {
    static final String NO_OPERATION = "none";
    private static final String KEY = Exchange.class.getName();

    private final String traceId;
    private final long startedNanos = System.nanoTime();
    private String operationId = NO_OPERATION;
    private @Nullable String channel;

    private Exchange(String traceId) {
        this.traceId = traceId;
    }

    static Exchange begin(RoutingContext context) {
        Exchange exchange = new Exchange(Trace.idOf(context.request().getHeader("traceparent")));
        context.put(KEY, exchange);
        return exchange;
    }

    static Exchange of(RoutingContext context) {
        Exchange exchange = context.get(KEY);
        return exchange != null ? exchange : begin(context);
    }

    void operation(String id) {
        operationId = id;
    }

    void caller(String authenticated) {
        channel = authenticated;
    }

    String traceId() {
        return traceId;
    }

    String operationId() {
        return operationId;
    }

    @Nullable
    String channel() {
        return channel;
    }

    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }
}
