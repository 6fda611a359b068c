package io.sealcharge.hsm;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread that runs HSM work until it is stopped or written off. */
final class HsmWorker {
    private final Hsm hsm;
    private final BlockingQueue<HsmTask<?>> queue;
    private final HsmOutage outage;
    private volatile @Nullable Running running;
    private volatile boolean ending;
    private @Nullable Thread thread;

    private record Running(HsmTask<?> task, long since) {}

    HsmWorker(Hsm hsm, BlockingQueue<HsmTask<?>> queue, HsmOutage outage) {
        this.hsm = hsm;
        this.queue = queue;
        this.outage = outage;
    }

    void start() {
        // A daemon: a thread that hangs in a C call must not keep the process from ending.
        thread = Thread.ofPlatform().daemon().name("hsm-worker").start(this::loop);
    }

    boolean busy() {
        return running != null;
    }

    void stop() {
        ending = true;
        Thread current = thread;
        if (current != null && !busy()) {
            current.interrupt();
        }
    }

    /** @return true if the work is over its deadline; its outcome is TIMEOUT and the thread takes no more */
    boolean giveUpIfOlder(long now, long deadlineNanos) {
        Running current = running;
        if (current == null || now - current.since <= deadlineNanos) {
            return false;
        }
        boolean hung = current.task.fail(new HsmException(
                HsmFailure.TIMEOUT,
                "the HSM call did not end within " + TimeUnit.NANOSECONDS.toMillis(deadlineNanos) + " ms"));
        ending |= hung;
        return hung;
    }

    private void loop() {
        try {
            while (!ending) {
                HsmTask<?> task = queue.take();
                running = new Running(task, System.nanoTime());
                Throwable failure = task.run(hsm);
                running = null;
                outage.note(failure, System.nanoTime());
            }
        } catch (InterruptedException e) {
            ending = true;
        }
    }
}
