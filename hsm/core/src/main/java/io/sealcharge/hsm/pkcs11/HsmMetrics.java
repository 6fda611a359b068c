package io.sealcharge.hsm.pkcs11;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sealcharge.hsm.HsmFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one HSM; names and tags say nothing of keys' values or callers. */
final class HsmMetrics {
    /** The calls of the port. */
    enum Call {
        GENERATE,
        DESCRIBE,
        USE,
        SIGN,
        MAC,
        SEAL,
        OPEN,
        RANDOM,
        GENERATE_ONE_TIME_KEY,
        DESTROY_ONE_TIME_KEY,
        AGREE,
        SELF_TEST;

        /** Whether it makes session objects, of which modules are known to keep something back when they are destroyed. */
        boolean makesObjects() {
            return this == GENERATE_ONE_TIME_KEY || this == AGREE;
        }
    }

    private record Result(Call call, @Nullable HsmFailure failure) {}

    private final MeterRegistry registry;
    private final List<Meter> registered = new ArrayList<>();
    private final Map<Result, Timer> timers = new ConcurrentHashMap<>();
    private final Counter recycles;
    private final Counter reinitialisations;
    private final Counter logins;

    HsmMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.recycles = counter("sealcharge.hsm.recycles", "Planned renewals of the PKCS#11 module");
        this.reinitialisations =
                counter("sealcharge.hsm.reinitialisations", "Attempts to initialise a failed PKCS#11 module again");
        this.logins = counter("sealcharge.hsm.logins", "Logins to the token");
    }

    void gauges(ModuleLife life) {
        gauge(
                "sealcharge.hsm.sessions.in.use",
                "Sessions lent to calls",
                life,
                l -> l.current().pool().inUse());
        gauge(
                "sealcharge.hsm.sessions.max",
                "Sessions that calls may use",
                life,
                l -> l.current().pool().size());
        gauge(
                "sealcharge.hsm.keeper.keys",
                "One-time keys held as session objects",
                life,
                l -> l.current().keepers().held());
        gauge("sealcharge.hsm.breaker.open", "1 while the HSM is away", life, l -> l.away() ? 1 : 0);
    }

    void called(Call call, @Nullable HsmFailure failure, long nanos) {
        Timer timer = timers.computeIfAbsent(new Result(call, failure), this::timer);
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void recycled() {
        recycles.increment();
    }

    void reinitialised() {
        reinitialisations.increment();
    }

    void loggedIn() {
        logins.increment();
    }

    /** Takes the gauges back, which would hold on to a closed HSM. */
    void close() {
        registered.forEach(registry::remove);
    }

    private Timer timer(Result result) {
        return Timer.builder("sealcharge.hsm.calls")
                .description("HSM calls by call and result")
                .tag("call", tag(result.call.name()))
                .tag("result", result.failure == null ? "ok" : tag(result.failure.name()))
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, ModuleLife life, ToDoubleFunction<ModuleLife> value) {
        registered.add(Gauge.builder(name, life, value).description(description).register(registry));
    }

    private static String tag(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
