package io.sealcharge.load.capacity;

import io.sealcharge.load.measure.ProcessTimes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Acts that run at once on one event loop, each followed by the next, and what they cost this process and PostgreSQL. */
final class Crowd {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long PATIENCE_S = 120;

    private final Context loop;

    Crowd(Vertx vertx) {
        this.loop = vertx.getOrCreateContext();
    }

    /** One stretch of time. On the event loop, but for its making. */
    private static final class Stretch {
        private final Supplier<Future<Boolean>> act;
        private final long end;
        private final CompletableFuture<Long> ended = new CompletableFuture<>();
        private long acts;
        private int running;

        Stretch(Supplier<Future<Boolean>> act, double seconds) {
            this.act = act;
            this.end = System.nanoTime() + (long) (seconds * NS_PER_S);
        }

        void begin(int atOnce) {
            running = atOnce;
            for (int i = 0; i < atOnce; i++) {
                next();
            }
        }

        private void next() {
            if (System.nanoTime() >= end) {
                leave();
                return;
            }
            act.get().onComplete(done -> {
                if (done.failed()) {
                    ended.completeExceptionally(done.cause());
                } else if (done.result()) {
                    acts++;
                    next();
                } else {
                    leave();
                }
            });
        }

        private void leave() {
            running--;
            if (running == 0) {
                ended.complete(acts);
            }
        }
    }

    /**
     * Microseconds of processor time of one act in the mean, after a warm-up of a third of the time.
     *
     * @param act begins one; false when there is nothing left to be done
     */
    double us(int atOnce, int seconds, Supplier<Future<Boolean>> act, long postmasterPid, ProcessTimes times)
            throws IOException, InterruptedException {
        run(atOnce, seconds / 3.0, act);
        long self = ProcessHandle.current().pid();
        long before = times.ofProcess(self) + times.ofFamily(postmasterPid);
        long acts = run(atOnce, seconds, act);
        if (acts == 0) {
            throw new IOException("nothing was left to be measured");
        }
        return (times.ofProcess(self) + times.ofFamily(postmasterPid) - before) / (double) acts;
    }

    private long run(int atOnce, double seconds, Supplier<Future<Boolean>> act)
            throws IOException, InterruptedException {
        Stretch stretch = new Stretch(act, seconds);
        loop.runOnContext(now -> stretch.begin(atOnce));
        try {
            return stretch.ended.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException("an act failed", failed.getCause());
        } catch (TimeoutException stuck) {
            throw new IOException("acts did not end within " + PATIENCE_S + " s", stuck);
        }
    }
}
