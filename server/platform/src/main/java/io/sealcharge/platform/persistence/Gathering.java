package io.sealcharge.platform.persistence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sealcharge.platform.app.UnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers concurrent acts of one kind into one statement over arrays. A batch is what has arrived while the one before it
 * ran, and under load for a little longer: see {@link Pace}. Acts are judged in the order of their arrival.
 *
 * <p>Acts that have a key in common never come into one batch: it ends before the later one. An act that cannot be judged in
 * company runs alone, after its batch. If one act makes the statement fail, all run one by one; if the server gave way to
 * another transaction, the batch runs again; if nobody knows what became of it, all its acts are told so.
 */
final class Gathering<A, R> {
    /** No more than this many runs of one batch; each loss means that another transaction got through. */
    private static final int TRIES = 20;

    private static final int RETRY_WHEN_FULL_SECONDS = 1;

    private final Batch<A, R> batch;
    private final Vertx vertx;
    private final Line line;
    private final Pace pace;
    private final Context context;
    private final int maxBatch;
    private final int maxWaiting;

    private final Queue<Waiting<A, R>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    /** In order of arrival; like {@code running} only touched in the context. */
    private final Deque<Waiting<A, R>> queue = new ArrayDeque<>();

    private boolean running;
    private boolean pausing;

    private final DistributionSummary sizes;
    private final Timer times;
    private final Counter refused;

    /**
     * @param pace when a batch may begin
     * @param maxBatch acts in one statement, at most
     * @param maxWaiting acts that may wait for a batch; further ones fail with UnavailableException
     * @param meters gets {@code sealcharge.batch.size}, {@code sealcharge.batch.time}, {@code sealcharge.batch.waiting} and
     *     {@code sealcharge.batch.refused} by act
     */
    Gathering(
            Vertx vertx, Line line, Batch<A, R> batch, Pace pace, int maxBatch, int maxWaiting, MeterRegistry meters) {
        this.batch = batch;
        this.vertx = vertx;
        this.line = line;
        this.pace = pace;
        this.context = vertx.getOrCreateContext();
        this.maxBatch = maxBatch;
        this.maxWaiting = maxWaiting;
        this.sizes = meters.summary("sealcharge.batch.size", "act", batch.act());
        this.times = meters.timer("sealcharge.batch.time", "act", batch.act());
        this.refused = meters.counter("sealcharge.batch.refused", "act", batch.act());
        Gauge.builder("sealcharge.batch.waiting", waiting, AtomicInteger::get)
                .tag("act", batch.act())
                .register(meters);
    }

    private record Waiting<A, R>(A act, Collection<?> keys, CompletableFuture<R> answer) {}

    /** Runs the act, in the company of others if there are any. Fails with what its statement failed with. */
    Future<R> submit(A act) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            refused.increment();
            return Future.failedFuture(
                    new UnavailableException(UnavailableException.Part.CAPACITY, RETRY_WHEN_FULL_SECONDS, null));
        }
        Waiting<A, R> one = new Waiting<>(act, batch.separation().keys(act), new CompletableFuture<>());
        arrived.add(one);
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(now -> {
                woken.set(false);
                go();
            });
        }
        Context caller = Vertx.currentContext();
        return caller == null
                ? Future.fromCompletionStage(one.answer())
                : Future.fromCompletionStage(one.answer(), caller);
    }

    private void go() {
        for (Waiting<A, R> one = arrived.poll(); one != null; one = arrived.poll()) {
            queue.add(one);
        }
        if (running || queue.isEmpty()) {
            return;
        }
        long waitMs = pace.waitMs(queue.size());
        if (waitMs > 0) {
            pause(waitMs);
            return;
        }
        running = true;
        List<Waiting<A, R>> next = next();
        pace.begins(next.size());
        sizes.record(next.size());
        waiting.addAndGet(-next.size());
        Timer.Sample begun = Timer.start();
        run(next, 1).onComplete(done -> {
            begun.stop(times);
            context.runOnContext(now -> {
                running = false;
                go();
            });
        });
    }

    private void pause(long ms) {
        if (!pausing) {
            pausing = true;
            vertx.setTimer(ms, timer -> {
                pausing = false;
                go();
            });
        }
    }

    /** The first of the queue as far as they may come together: nobody overtakes another. */
    private List<Waiting<A, R>> next() {
        List<Waiting<A, R>> next = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        while (!queue.isEmpty()
                && next.size() < maxBatch
                && queue.peek().keys().stream().noneMatch(taken::contains)) {
            Waiting<A, R> one = queue.remove();
            taken.addAll(one.keys());
            next.add(one);
        }
        return next;
    }

    /** Never fails: each act gets its own outcome. */
    private Future<Void> run(List<Waiting<A, R>> acts, int tries) {
        return execute(acts.stream().map(Waiting::act).toList())
                .compose(answers -> answer(acts, answers), failure -> settle(acts, tries, failure));
    }

    private Future<List<Optional<R>>> execute(List<A> acts) {
        // a fault in making the parameters is one of its act, too
        return Future.succeededFuture(acts)
                .compose(all -> line.run(batch.sql(), batch.parameters().apply(all)))
                .map(rows -> batch.answers().of(acts, rows));
    }

    private Future<Void> answer(List<Waiting<A, R>> acts, List<Optional<R>> answers) {
        List<Waiting<A, R>> alone = new ArrayList<>();
        for (int i = 0; i < acts.size(); i++) {
            Waiting<A, R> one = acts.get(i);
            Optional<R> answer = answers.get(i);
            if (answer.isPresent()) {
                one.answer().complete(answer.get());
            } else if (acts.size() > 1) {
                alone.add(one);
            } else {
                one.answer().completeExceptionally(new IllegalStateException(batch.act() + ": no answer to one alone"));
            }
        }
        return oneByOne(alone);
    }

    private Future<Void> settle(List<Waiting<A, R>> acts, int tries, Throwable failure) {
        if (SqlFault.lostToAnother(failure) && tries < TRIES) {
            return run(acts, tries + 1);
        }
        if (acts.size() > 1 && SqlFault.isOfTheStatement(failure)) {
            return oneByOne(acts);
        }
        acts.forEach(one -> one.answer().completeExceptionally(failure));
        return Future.succeededFuture();
    }

    private Future<Void> oneByOne(List<Waiting<A, R>> acts) {
        Future<Void> done = Future.succeededFuture();
        for (Waiting<A, R> one : acts) {
            done = done.compose(former -> run(List.of(one), 1));
        }
        return done;
    }
}
