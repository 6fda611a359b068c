package io.sealcharge.hsm.pkcs11;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that looks after the module: tries to bring it back, keeps idle sessions alive, recycles it when due. */
final class ModuleCare implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModuleCare.class);
    private static final int ROUNDS_PER_INTERVAL = 4;
    private static final long LONGEST_ROUND_MS = 5_000;
    private static final long SHORTEST_ROUND_MS = 10;
    private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final ModuleLife life;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hsm-care").factory());
    private final ScheduledFuture<?> rounds;
    private long lastKeepAlive = System.nanoTime();

    ModuleCare(ModuleLife life, int reinitialiseIntervalMs) {
        this.life = life;
        long roundMs = Math.clamp(reinitialiseIntervalMs / ROUNDS_PER_INTERVAL, SHORTEST_ROUND_MS, LONGEST_ROUND_MS);
        this.rounds = thread.scheduleWithFixedDelay(() -> safely(this::round), roundMs, roundMs, TimeUnit.MILLISECONDS);
        life.onRecycleDue(this::recycleSoon);
    }

    /** A round that hangs in the module is left alone: its thread is a daemon. */
    @Override
    public void close() {
        rounds.cancel(false);
        thread.shutdown();
    }

    private void round() {
        boolean keepAlive = System.nanoTime() - lastKeepAlive > KEEP_ALIVE_NANOS;
        if (keepAlive) {
            lastKeepAlive = System.nanoTime();
        }
        life.care(keepAlive);
    }

    private void recycleSoon() {
        try {
            thread.execute(() -> safely(life::recycle));
        } catch (RejectedExecutionException e) {
            log.debug("closing: the module is not recycled any more");
        }
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.error("looking after the HSM failed", e);
        }
    }
}
