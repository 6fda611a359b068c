package io.sealcharge.hsm;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads in front of an HSM, and a watchdog over them.
 *
 * <p>Work that waits longer than the deadline without having begun completes with BUSY; work that runs longer with
 * TIMEOUT, and its thread is written off. What such a call returns later is thrown away, and closed if it can be.
 */
public final class PooledHsmExecutor implements HsmExecutor {
    /** Threads replaced in the life of the executor. A hung C call cannot be ended, so its thread is lost for good. */
    public static final int REPLACED_AT_MOST = 8;

    /** How long a token may stay away while a hung call keeps its module from being initialised again. */
    private static final Duration STUCK_AT_MOST = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(PooledHsmExecutor.class);

    private final Hsm hsm;
    private final long deadlineNanos;
    private final Runnable onExhausted;
    private final MeterRegistry metrics;
    private final List<Meter> gauges = new ArrayList<>();
    private final Counter lostThreads;
    private final BlockingQueue<HsmTask<?>> queue;
    private final Set<HsmWorker> workers = ConcurrentHashMap.newKeySet();
    private final Set<HsmWorker> hanging = ConcurrentHashMap.newKeySet();
    private final HsmOutage outage = new HsmOutage();
    private final long stuckNanos;
    private final Thread watchdog;
    private int lost;
    private boolean exhausted;
    private volatile boolean closed;

    /**
     * @param queue pieces of work that may wait for a thread
     * @param callDeadline longest time that a piece of work may wait, and may run
     * @param onExhausted called once, on the watchdog's thread, when only a new process can help: a thread hangs and none
     *     is left to replace it, or the token has been away for a minute while a hung call keeps its module from being
     *     initialised again
     */
    public PooledHsmExecutor(
            Hsm hsm, int threads, int queue, Duration callDeadline, MeterRegistry metrics, Runnable onExhausted) {
        this(hsm, threads, queue, callDeadline, STUCK_AT_MOST, metrics, onExhausted);
    }

    PooledHsmExecutor(
            Hsm hsm,
            int threads,
            int queue,
            Duration callDeadline,
            Duration stuckAtMost,
            MeterRegistry metrics,
            Runnable onExhausted) {
        this.hsm = hsm;
        this.stuckNanos = stuckAtMost.toNanos();
        this.deadlineNanos = callDeadline.toNanos();
        this.onExhausted = onExhausted;
        this.metrics = metrics;
        this.queue = new ArrayBlockingQueue<>(queue);
        this.lostThreads = Counter.builder("sealcharge.hsm.threads.lost")
                .description("HSM threads written off with a call that hangs")
                .register(metrics);
        gauges.add(Gauge.builder("sealcharge.hsm.queue", this.queue, BlockingQueue::size)
                .description("Pieces of work that wait for an HSM thread")
                .register(metrics));
        for (int i = 0; i < threads; i++) {
            startWorker();
        }
        this.watchdog = Thread.ofPlatform().daemon().name("hsm-watchdog").start(this::watch);
    }

    @Override
    public <T> CompletionStage<T> submit(Function<Hsm, T> work) {
        HsmTask<T> task = new HsmTask<>(work);
        if (closed) {
            task.fail(new HsmException(HsmFailure.UNAVAILABLE, "the HSM executor is closed"));
        } else if (!queue.offer(task)) {
            task.fail(new HsmException(HsmFailure.BUSY, "the HSM queue is full"));
        }
        return task.stage();
    }

    @Override
    public void close() {
        closed = true;
        long end = System.nanoTime() + deadlineNanos;
        try {
            while (System.nanoTime() - end < 0
                    && !(queue.isEmpty() && workers.stream().noneMatch(HsmWorker::busy))) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            for (HsmWorker worker : workers) {
                worker.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watchdog.interrupt();
        queue.forEach(task -> task.fail(new HsmException(HsmFailure.UNAVAILABLE, "the HSM executor is closed")));
        gauges.forEach(metrics::remove);
    }

    private void startWorker() {
        HsmWorker worker = new HsmWorker(hsm, queue, outage);
        workers.add(worker);
        worker.start();
    }

    private void watch() {
        long sleepNanos =
                Math.clamp(deadlineNanos / 20, TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(50));
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.NANOSECONDS.sleep(sleepNanos);
                long now = System.nanoTime();
                refuseStale(now);
                for (HsmWorker worker : workers) {
                    if (worker.giveUpIfOlder(now, deadlineNanos)) {
                        replace(worker);
                    }
                }
                hanging.removeIf(worker -> !worker.busy());
                if (!hanging.isEmpty() && outage.longerThan(stuckNanos, now)) {
                    exhausted("the HSM is away and a hung call keeps its module from being initialised again");
                }
            }
        } catch (InterruptedException e) {
            log.debug("the HSM watchdog ends");
        }
    }

    private void refuseStale(long now) {
        for (HsmTask<?> head = queue.peek(); head != null && head.waited(now) > deadlineNanos; head = queue.peek()) {
            if (queue.remove(head)) {
                head.fail(new HsmException(HsmFailure.BUSY, "no HSM thread became free within the deadline"));
            }
        }
    }

    private void replace(HsmWorker worker) {
        workers.remove(worker);
        hanging.add(worker);
        lost++;
        lostThreads.increment();
        if (lost <= REPLACED_AT_MOST) {
            log.error("an HSM call hangs; its thread is replaced ({} of {})", lost, REPLACED_AT_MOST);
            startWorker();
        } else {
            exhausted("an HSM call hangs and no thread is left to replace it");
        }
    }

    private void exhausted(String why) {
        if (!exhausted) {
            exhausted = true;
            log.error("{}: this process should be restarted", why);
            onExhausted.run();
        }
    }
}
