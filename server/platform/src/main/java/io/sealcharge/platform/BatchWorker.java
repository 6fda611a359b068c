package io.sealcharge.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.WorkOnBatches;
import io.sealcharge.platform.domain.Batch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on batches whenever there is something to do, one piece after another. */
final class BatchWorker {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);
    private static final long IDLE_MS = 1_000;
    /** A pause after each piece, in which requests that wait for the HSM or a connection get theirs. */
    private static final long BREATH_MS = 2;

    private final Vertx vertx;
    private final WorkOnBatches work;
    private final Map<Batch.Task.Kind, Counter> vouchers = new EnumMap<>(Batch.Task.Kind.class);
    private final Context context;
    private volatile Future<Void> run = Future.succeededFuture();
    private volatile boolean stopped;
    /** Of the context, as what follows. */
    private long timer;

    private boolean woken;

    BatchWorker(Vertx vertx, WorkOnBatches work, MeterRegistry meters) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.work = work;
        for (Batch.Task.Kind kind : Batch.Task.Kind.values()) {
            vouchers.put(
                    kind,
                    Counter.builder("sealcharge.batch.vouchers")
                            .description("Steps of work on the vouchers of batches that this node has done")
                            .tag("task", kind.label())
                            .register(meters));
        }
    }

    void start() {
        context.runOnContext(begun -> after(IDLE_MS));
    }

    /** There is something to do: now, or when the piece under way is done. */
    void wake() {
        context.runOnContext(called -> {
            woken = true;
            if (vertx.cancelTimer(timer)) {
                after(BREATH_MS);
            }
        });
    }

    private void after(long ms) {
        timer = vertx.setTimer(woken ? BREATH_MS : ms, fired -> {
            if (!stopped) {
                woken = false;
                run = work.execute()
                        .onSuccess(this::count)
                        .onFailure(BatchWorker::tell)
                        .map(piece -> piece.worked() ? BREATH_MS : IDLE_MS)
                        .otherwise(IDLE_MS)
                        .onComplete(pause -> after(pause.result()))
                        .mapEmpty();
            }
        });
    }

    private void count(WorkOnBatches.Piece piece) {
        Counter counter = piece.kind() == null ? null : vouchers.get(piece.kind());
        if (counter != null) {
            counter.increment(piece.vouchers());
        }
    }

    private static void tell(Throwable failure) {
        if (failure instanceof UnavailableException) {
            LOG.info("work on batches waits: {}", failure.getMessage());
        }
    }

    /** Completes when no piece is under way any more. */
    Future<Void> stop() {
        stopped = true;
        return run;
    }
}
