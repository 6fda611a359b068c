package io.sealcharge.platform.persistence;

/**
 * Bounds of the connections and of what waits for them.
 *
 * @param poolSize connections, apart from those of gathered acts
 * @param maxWaitQueue acts that may wait for a connection, and gathered ones of each kind for a batch; further ones fail at
 *     once
 * @param maxBatch acts gathered into one statement, at most; 1 gathers nothing
 * @param batchIntervalMs least time between the beginnings of two statements of a kind under load
 * @param acquireTimeoutMs longest wait for a connection
 * @param statementTimeoutMs longest run of one statement; the server ends it
 */
public record PoolLimits(
        int poolSize,
        int maxWaitQueue,
        int maxBatch,
        int batchIntervalMs,
        int acquireTimeoutMs,
        int statementTimeoutMs) {
    public PoolLimits {
        if (poolSize < 1
                || maxWaitQueue < 0
                || maxBatch < 1
                || batchIntervalMs < 0
                || acquireTimeoutMs < 1
                || statementTimeoutMs < 1) {
            throw new IllegalArgumentException("limits of the connections out of range");
        }
    }

    /** An answer that takes longer than this does not come: the connection hangs. */
    long answerTimeoutMs() {
        return (long) acquireTimeoutMs + statementTimeoutMs + 1_000;
    }
}
