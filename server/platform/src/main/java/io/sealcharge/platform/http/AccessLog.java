package io.sealcharge.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs and times each request when its answer is out. Never a path, query, header or body: they hold phone numbers,
 * tokens and envelopes.
 */
final class AccessLog implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    /** Asked every few seconds by machines. */
    private static final Set<String> CHATTER = Set.of("checkLive", "checkReady", "getMetrics");

    private final MeterRegistry meters;
    private final Map<OperationStatus, Timer> timers = new ConcurrentHashMap<>();

    private record OperationStatus(String operationId, int status) {}

    AccessLog(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.begin(context);
        context.addEndHandler(end -> record(context, exchange));
        context.next();
    }

    private void record(RoutingContext context, Exchange exchange) {
        int status = context.response().getStatusCode();
        timers.computeIfAbsent(new OperationStatus(exchange.operationId(), status), this::timer)
                .record(exchange.elapsedNanos(), TimeUnit.NANOSECONDS);
        Level level = CHATTER.contains(exchange.operationId()) ? Level.DEBUG : Level.INFO;
        LOG.atLevel(level)
                .addKeyValue("method", context.request().method().name())
                .addKeyValue("operationId", exchange.operationId())
                .addKeyValue("status", status)
                .addKeyValue("durationUs", TimeUnit.NANOSECONDS.toMicros(exchange.elapsedNanos()))
                .addKeyValue("channel", exchange.channel())
                .addKeyValue("traceId", exchange.traceId())
                .log("request");
    }

    private Timer timer(OperationStatus key) {
        return Timer.builder("sealcharge.http.requests")
                .description("Requests, from the first byte to the end of the answer")
                .tag("operationId", key.operationId())
                .tag("status", Integer.toString(key.status()))
                .register(meters);
    }
}
