package io.sealcharge.platform.app;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short acts, one after another, each on whichever thread is there: what they touch needs no lock, and nobody waits.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Queue<Runnable> acts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    /** Does it now, or lets the thread that is at it do it next. */
    void take(Runnable act) {
        acts.add(act);
        if (open.getAndIncrement() > 0) {
            return;
        }
        do {
            run(Objects.requireNonNull(acts.poll()));
        } while (open.decrementAndGet() > 0);
    }

    private static void run(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException failure) {
            // the turns after it are not to blame
            LOG.error("an act failed in its turn", failure);
        }
    }
}
