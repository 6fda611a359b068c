package io.sealcharge.platform.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.GuessDefence;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.Redemptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;

/** The meters of the defence against guessing, and of redemptions that wait for a charging system. */
public final class SpendingMeters {
    private final RechargeStore recharges;
    private final InstantSource clock;
    private volatile RechargeStore.Open open = new RechargeStore.Open(0, null);

    public SpendingMeters(RechargeStore recharges, InstantSource clock) {
        this.recharges = recharges;
        this.clock = clock;
    }

    public SpendingMeters bind(MeterRegistry registry, GuessDefence defence, Redemptions redemptions) {
        Gauge.builder("sealcharge.guess.slow.channels", defence, GuessDefence::slowChannels)
                .register(registry);
        Gauge.builder("sealcharge.guess.slow.all", defence, guess -> guess.slowsAll() ? 1 : 0)
                .register(registry);
        Gauge.builder("sealcharge.guess.waiting", defence, GuessDefence::waiting)
                .register(registry);
        Gauge.builder("sealcharge.charging.pending", this, meters -> meters.open.count())
                .register(registry);
        Gauge.builder("sealcharge.charging.pending.age", this, SpendingMeters::ageSeconds)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("sealcharge.charging.asking", redemptions, Redemptions::asking)
                .register(registry);
        FunctionCounter.builder("sealcharge.charging.unknown", redemptions, Redemptions::unknown)
                .register(registry);
        FunctionCounter.builder("sealcharge.charging.contradictions", redemptions, Redemptions::contradictions)
                .register(registry);
        return this;
    }

    private double ageSeconds() {
        RechargeStore.Open now = open;
        return now.oldest() == null
                ? 0
                : Duration.between(now.oldest(), clock.instant()).toMillis() / 1_000.0;
    }

    /** Counts anew. Fails with UnavailableException. */
    public Future<Void> refresh() {
        return recharges.open().map(counted -> {
            open = counted;
            return null;
        });
    }
}
