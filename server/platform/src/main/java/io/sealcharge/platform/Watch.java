package io.sealcharge.platform;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the same every second, one run after another. What fails is done again the next time. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long INTERVAL_MS = 1_000;

    private final Vertx vertx;
    private final List<Supplier<? extends Future<?>>> works;
    private volatile Future<Void> run = Future.succeededFuture();
    private volatile boolean stopped;

    Watch(Vertx vertx, List<Supplier<? extends Future<?>>> works) {
        this.vertx = vertx;
        this.works = works;
    }

    void start() {
        vertx.setTimer(INTERVAL_MS, fired -> {
            if (!stopped) {
                run = Future.join(works.stream().map(Supplier::get).toList())
                        .onFailure(failure -> LOG.warn("the watch waits: {}", failure.getMessage()))
                        .<Void>mapEmpty()
                        .otherwiseEmpty()
                        .onComplete(done -> start());
            }
        });
    }

    /** Completes when no run is under way any more. */
    Future<Void> stop() {
        stopped = true;
        return run;
    }
}
