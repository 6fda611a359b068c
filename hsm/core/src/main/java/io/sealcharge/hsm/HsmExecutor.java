package io.sealcharge.hsm;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Runs HSM calls on a small bounded pool of threads with a bounded queue and a deadline per call.
 *
 * <p>A call past its deadline completes with TIMEOUT at once; its thread is written off and replaced, at most eight
 * times in the life of the process, then the exhausted-handler is called so that a supervisor can restart the process.
 */
public interface HsmExecutor extends AutoCloseable {

    /**
     * @param work what to do with the HSM; several calls for one request may be made in one piece of work
     * @return completes on the HSM's thread (or the watchdog's); with {@link HsmException} BUSY at once if the queue is
     *     full, TIMEOUT past the deadline, UNAVAILABLE at once while the circuit breaker is open
     */
    <T> CompletionStage<T> submit(Function<Hsm, T> work);

    /** Waits for running work up to the call deadline, then stops the threads. Does not close the HSM. */
    @Override
    void close();
}
