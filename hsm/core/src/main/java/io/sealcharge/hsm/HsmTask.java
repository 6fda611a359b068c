package io.sealcharge.hsm;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One piece of work and its outcome, which is settled once: by the work or by the watchdog. */
final class HsmTask<T> {
    private static final Logger log = LoggerFactory.getLogger(HsmTask.class);

    private final Function<Hsm, T> work;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final long submitted = System.nanoTime();

    HsmTask(Function<Hsm, T> work) {
        this.work = work;
    }

    CompletionStage<T> stage() {
        return outcome.minimalCompletionStage();
    }

    long waited(long now) {
        return now - submitted;
    }

    /** @return what it failed with, or null */
    @Nullable
    Throwable run(Hsm hsm) {
        T result;
        try {
            result = work.apply(hsm);
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
            return e;
        }
        if (!outcome.complete(result) && result instanceof AutoCloseable late) {
            closeLate(late);
        }
        return null;
    }

    /** @return false if the outcome was settled before */
    boolean fail(HsmException why) {
        return outcome.completeExceptionally(why);
    }

    private static void closeLate(AutoCloseable late) {
        try {
            late.close();
        } catch (Exception e) {
            log.warn("the result of a late HSM call could not be closed", e);
        }
    }
}
