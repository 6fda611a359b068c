package io.sealcharge.platform.observe;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.threadchecker.BlockedThreadEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the stack of an event loop that does not come back: after two seconds while the platform warms up (classes are
 * being loaded), after 50 ms from then on. The stack tells a blocking call from a pause of the machine.
 */
public final class BlockedThreads {
    private static final Logger LOG = LoggerFactory.getLogger(BlockedThreads.class);
    private static final long CHECK_INTERVAL_MS = 20;
    private static final long LIMIT_MS = 50;
    private static final long WARM_UP_LIMIT_MS = 2_000;

    private final AtomicLong limitMs = new AtomicLong(WARM_UP_LIMIT_MS);

    /** The options that make Vert.x look often enough. */
    public static VertxOptions watched(VertxOptions options) {
        return options.setBlockedThreadCheckInterval(CHECK_INTERVAL_MS)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(LIMIT_MS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS);
    }

    /** Takes over the reports of this Vert.x. */
    public BlockedThreads watch(Vertx vertx) {
        ((VertxInternal) vertx).blockedThreadChecker().setThreadBlockedHandler(this::report);
        return this;
    }

    /** From now on the strict limit counts. */
    public void warm() {
        limitMs.set(LIMIT_MS);
    }

    private void report(BlockedThreadEvent blocked) {
        long forMs = TimeUnit.NANOSECONDS.toMillis(blocked.duration());
        if (forMs < limitMs.get()) {
            return;
        }
        Thread thread = blocked.thread();
        BlockedThreadException stack = new BlockedThreadException(thread);
        LOG.atWarn()
                .setMessage("thread blocked")
                .addKeyValue("blockedThread", thread.getName())
                .addKeyValue("state", thread.getState())
                .addKeyValue("blockedMs", forMs)
                .setCause(stack)
                .log();
    }

    /** Carries the stack of the blocked thread into the log. */
    private static final class BlockedThreadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BlockedThreadException(Thread thread) {
            super(thread.getName());
            setStackTrace(thread.getStackTrace());
        }
    }
}
