package io.sealcharge.platform.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sealcharge.platform.domain.StockLevel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how much stock there is of the products that are sold from it, counted now and then. */
public final class StockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StockWatch.class);
    private static final long INTERVAL_MS = 30_000;
    private static final long FIRST_MS = 1;

    private final Supplier<Future<List<StockLevel>>> levels;
    private final MultiGauge gauge;
    private volatile boolean stopped;

    public StockWatch(Supplier<Future<List<StockLevel>>> levels, MeterRegistry meters) {
        this.levels = levels;
        this.gauge = MultiGauge.builder("sealcharge.stock.vouchers")
                .description("Unsold vouchers of a product that is sold from stock, when they were counted last")
                .register(meters);
    }

    public void start(Vertx vertx) {
        after(vertx, FIRST_MS);
    }

    private void after(Vertx vertx, long ms) {
        vertx.setTimer(ms, fired -> {
            if (!stopped) {
                levels.get()
                        .onSuccess(this::show)
                        .onFailure(failure -> LOG.warn("stock is not counted: {}", failure.getMessage()))
                        .onComplete(done -> after(vertx, INTERVAL_MS));
            }
        });
    }

    void show(List<StockLevel> counted) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (StockLevel level : counted) {
            if (level.fromStock()) {
                rows.add(row(level, "available", level.available()));
                rows.add(row(level, "claimed", level.claimed()));
                rows.add(row(level, "held", level.held()));
            }
        }
        gauge.register(rows, true);
    }

    private static MultiGauge.Row<Number> row(StockLevel level, String state, long vouchers) {
        return MultiGauge.Row.of(Tags.of("product", level.product(), "state", state), vouchers);
    }

    public void stop() {
        stopped = true;
    }
}
