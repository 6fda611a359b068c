package io.sealcharge.platform.persistence;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When the next batch may begin. A statement costs hundreds of microseconds before it has done anything for any act: under
 * load, batches that follow each other at once would be small and take the machine from what they wait for. Where acts come
 * one by one nobody waits.
 */
final class Pace {
    /** Acts in a batch that make a crowd: those after it may be waited for. */
    private static final int CROWD = 4;

    private final long intervalNanos;
    private final int enough;
    private final LongSupplier nanoTime;
    private long notBefore;

    /**
     * @param intervalMs least time between the beginnings of two batches while there is a crowd; 0 for none
     * @param enough acts that are not kept waiting for more
     */
    Pace(int intervalMs, int enough, LongSupplier nanoTime) {
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMs);
        this.enough = enough;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /** A batch begins. */
    void begins(int acts) {
        long now = nanoTime.getAsLong();
        notBefore = acts < CROWD ? now : now + intervalNanos;
    }

    /** @return milliseconds until the next batch may begin; 0: at once */
    long waitMs(int acts) {
        long left = notBefore - nanoTime.getAsLong();
        return left <= 0 || acts >= enough ? 0 : Math.ceilDiv(left, TimeUnit.MILLISECONDS.toNanos(1));
    }
}
