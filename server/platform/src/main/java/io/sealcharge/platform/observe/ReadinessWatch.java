package io.sealcharge.platform.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tests the parts every so often and keeps the last result. A test that has not answered by the next one counts as
 * down, and is not begun a second time.
 */
public final class ReadinessWatch implements Supplier<Readiness> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessWatch.class);

    private final Map<String, Watched> parts = new LinkedHashMap<>();
    private final InstantSource clock;
    private final String cryptoProvider;
    private volatile boolean stopping;
    private volatile Instant checkedAt;

    /** @param cryptoProvider shown beside the parts */
    public ReadinessWatch(InstantSource clock, String cryptoProvider) {
        this.clock = clock;
        this.cryptoProvider = cryptoProvider;
        this.checkedAt = clock.instant();
    }

    /** One part, its test, and what the test said last. */
    private static final class Watched {
        final String name;
        final Supplier<Future<Readiness.Part>> test;
        final AtomicBoolean running = new AtomicBoolean();
        volatile Readiness.Part last = new Readiness.Part(false, "not tested yet");

        Watched(String name, Supplier<Future<Readiness.Part>> test) {
            this.name = name;
            this.test = test;
        }

        Future<Void> check() {
            if (!running.compareAndSet(false, true)) {
                learn(new Readiness.Part(false, "its last test has not ended"));
                return Future.succeededFuture();
            }
            return test.get()
                    .otherwise(failure -> new Readiness.Part(false, reason(failure)))
                    .onSuccess(part -> {
                        running.set(false);
                        learn(part);
                    })
                    .mapEmpty();
        }

        private void learn(Readiness.Part part) {
            if (part.up() != last.up()) {
                LOG.atLevel(part.up() ? Level.INFO : Level.WARN)
                        .setMessage("part is {}")
                        .addArgument(part.up() ? "up" : "down")
                        .addKeyValue("part", name)
                        .addKeyValue("detail", part.detail())
                        .log();
            }
            last = part;
        }
    }

    /**
     * Adds a part; to be done before the start.
     *
     * @param test must not block; a failure of its future counts as down, with its message as the detail
     */
    public ReadinessWatch part(String name, MeterRegistry registry, Supplier<Future<Readiness.Part>> test) {
        Watched watched = new Watched(name, test);
        parts.put(name, watched);
        Gauge.builder("sealcharge.part.up", watched, part -> part.last.up() ? 1 : 0)
                .description("1 if the last test of this part succeeded")
                .tag("part", name)
                .strongReference(true)
                .register(registry);
        return this;
    }

    /** Tests all parts once, then every {@code intervalMs} until Vert.x closes. */
    public Future<Void> start(Vertx vertx, int intervalMs) {
        vertx.setPeriodic(intervalMs, timer -> check());
        return check().timeout(intervalMs, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private Future<Void> check() {
        List<Future<Void>> tests = new ArrayList<>();
        parts.values().forEach(part -> tests.add(part.check()));
        return Future.join(tests)
                .onComplete(tested -> checkedAt = clock.instant())
                .mapEmpty();
    }

    /** From now on the platform is not ready, whatever its parts are. */
    public void stopping() {
        stopping = true;
    }

    @Override
    public Readiness get() {
        Map<String, Readiness.Part> last = new LinkedHashMap<>();
        parts.forEach((name, part) -> last.put(name, part.last));
        boolean ready = !stopping && !parts.isEmpty() && last.values().stream().allMatch(Readiness.Part::up);
        return new Readiness(ready, checkedAt, last, cryptoProvider);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
