package io.sealcharge.platform.keys;

import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmExecutor;
import io.sealcharge.hsm.HsmFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An executor without threads: runs work at once, or when the test says so; its failures are the test's too. */
final class StepwiseHsmExecutor implements HsmExecutor {
    private final Hsm hsm;
    private final Deque<Piece<?>> waiting = new ArrayDeque<>();
    private final Deque<HsmFailure> refusals = new ArrayDeque<>();
    private boolean holding;
    private int submitted;

    StepwiseHsmExecutor(Hsm hsm) {
        this.hsm = hsm;
    }

    private record Piece<T>(Function<Hsm, T> work, CompletableFuture<T> result) {
        void run(Hsm hsm) {
            try {
                result.complete(work.apply(hsm));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }
    }

    /** From now on work waits for {@link #runNext()}. */
    void hold() {
        holding = true;
    }

    /** Runs all that waits, and from now on all work at once. */
    void release() {
        holding = false;
        while (!waiting.isEmpty()) {
            runNext();
        }
    }

    void runNext() {
        waiting.removeFirst().run(hsm);
    }

    /** Tells the caller of the next piece that its time is over, and leaves the piece to be run late. */
    void timeOutNext() {
        waiting.getFirst().result().completeExceptionally(new HsmException(HsmFailure.TIMEOUT, "past its deadline"));
    }

    /** Lets the next piece of work fail before it begins. */
    void refuseNext(HsmFailure failure) {
        refusals.add(failure);
    }

    int waiting() {
        return waiting.size();
    }

    int submitted() {
        return submitted;
    }

    @Override
    public <T> CompletionStage<T> submit(Function<Hsm, T> work) {
        submitted++;
        if (!refusals.isEmpty()) {
            return CompletableFuture.failedFuture(new HsmException(refusals.poll(), "refused on request"));
        }
        Piece<T> piece = new Piece<>(work, new CompletableFuture<>());
        waiting.add(piece);
        if (!holding) {
            runNext();
        }
        return piece.result();
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
