package io.sealcharge.platform;

import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.observe.PlatformMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What every step of the start stands on. */
record Site(Settings settings, Phases phases, Parts parts, Vertx vertx, PlatformMetrics metrics, InstantSource clock) {
    private static final long MOST_SECONDS = 60;

    /** Waits for a future, on the starting thread. */
    static <T> T await(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
    }
}
