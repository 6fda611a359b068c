package io.sealcharge.platform.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns acts away while too many requests are under way, before anything of them is read, looked up or logged: a platform
 * that is asked for more than it can do spends its time on what it has let in. Looks are let through to where {@link
 * Admission} counts, since those who watch the platform are among them.
 */
public final class Door implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Handler<HttpServerRequest> house;
    private final Admission admission;
    private final Counter refused;
    private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong unlogged = new AtomicLong();

    /** @param meters gets {@code sealcharge.http.refused} */
    public Door(Handler<HttpServerRequest> house, Admission admission, MeterRegistry meters) {
        this.house = house;
        this.admission = admission;
        this.refused = meters.counter("sealcharge.http.refused");
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (admission.hasRoom() || !HttpMethod.POST.equals(request.method())) {
            house.handle(request);
            return;
        }
        refused.increment();
        String traceId = Trace.idOf(request.getHeader("traceparent"));
        AnswerWriter.write(request.response(), ProblemMapper.overloaded(traceId), traceId);
        log();
    }

    private void log() {
        long count = unlogged.incrementAndGet();
        long now = System.nanoTime();
        long until = quietUntilNanos.get();
        if (now - until >= 0 && quietUntilNanos.compareAndSet(until, now + LOG_INTERVAL_NANOS)) {
            unlogged.addAndGet(-count);
            LOG.warn("too many requests under way: {} turned away", count);
        }
    }
}
