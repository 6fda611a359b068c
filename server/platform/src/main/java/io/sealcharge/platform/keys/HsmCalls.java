package io.sealcharge.platform.keys;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmExecutor;
import io.sealcharge.hsm.HsmFailure;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes work to the HSM's threads and its outcome back to the caller's context, failures sorted for the use cases. */
final class HsmCalls {
    private static final Logger LOG = LoggerFactory.getLogger(HsmCalls.class);
    private static final int RETRY_WHEN_FULL_SECONDS = 1;
    private static final int RETRY_WHEN_AWAY_SECONDS = 5;
    private static final long LOG_INTERVAL_NANOS = 1_000_000_000L;

    private final HsmExecutor executor;
    private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong unlogged = new AtomicLong();

    HsmCalls(HsmExecutor executor) {
        this.executor = executor;
    }

    /**
     * @param act for the log
     * @return fails with UnavailableException HSM or CAPACITY if the failure is temporary
     */
    <T> Future<T> submit(String act, Function<Hsm, T> work) {
        return join(act, executor.submit(work));
    }

    /**
     * As {@link #submit(String, Function)}. A result that comes after the deadline, when nobody waits for it any more, is
     * undone on the HSM's thread: otherwise it would stay in the token.
     */
    <T> Future<T> submit(String act, Function<Hsm, T> work, BiConsumer<Hsm, T> undo) {
        return join(act, start(work, undo));
    }

    /** As {@link #submit(String, Function, BiConsumer)}, for several callers who then {@link #join}. */
    <T> CompletionStage<T> start(Function<Hsm, T> work, BiConsumer<Hsm, T> undo) {
        AtomicBoolean settled = new AtomicBoolean();
        CompletionStage<T> stage = executor.submit(hsm -> {
            T made = work.apply(hsm);
            if (!settled.compareAndSet(false, true)) {
                undo.accept(hsm, made);
            }
            return made;
        });
        return stage.whenComplete((made, failure) -> settled.set(true));
    }

    /**
     * As {@link #start}, for work that no request waits for: a failure is logged, and what follows runs on the HSM's
     * thread, so that it costs no event loop anything.
     */
    <T> CompletionStage<T> background(String act, Function<Hsm, T> work, BiConsumer<Hsm, T> undo) {
        return start(work, undo).whenComplete((made, failure) -> {
            if (failure != null && bare(failure) instanceof HsmException hsm) {
                log(act, hsm);
            }
        });
    }

    /** Waits for work that was started, and goes on in the caller's context. */
    <T> Future<T> join(String act, CompletionStage<T> stage) {
        Context context = Vertx.currentContext();
        Future<T> result =
                context == null ? Future.fromCompletionStage(stage) : Future.fromCompletionStage(stage, context);
        return result.recover(failure -> Future.failedFuture(sorted(act, failure)));
    }

    private Throwable sorted(String act, Throwable failure) {
        Throwable bare = bare(failure);
        if (!(bare instanceof HsmException hsm) || !hsm.failure().temporary()) {
            return bare;
        }
        log(act, hsm);
        return hsm.failure() == HsmFailure.BUSY
                ? new UnavailableException(Part.CAPACITY, RETRY_WHEN_FULL_SECONDS, hsm)
                : new UnavailableException(Part.HSM, RETRY_WHEN_AWAY_SECONDS, hsm);
    }

    /** Without the wrapper that a stage may put around a failure. */
    static Throwable bare(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** One line a second: an HSM that is away fails every request, and the log would bury its cause. */
    private void log(String act, HsmException failure) {
        long now = System.nanoTime();
        long until = quietUntilNanos.get();
        if (now - until < 0 || !quietUntilNanos.compareAndSet(until, now + LOG_INTERVAL_NANOS)) {
            unlogged.incrementAndGet();
            return;
        }
        LOG.warn(
                "HSM failed to {}: {} ({}); {} more since the last line",
                act,
                failure.failure(),
                failure.getMessage(),
                unlogged.getAndSet(0));
    }
}
