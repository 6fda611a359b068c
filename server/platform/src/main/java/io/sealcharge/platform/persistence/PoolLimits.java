package io.sealcharge.platform.persistence;

/**
 * Bounds of the connection pool.
 *
 * @param poolSize connections
 * @param maxWaitQueue acts that may wait for a connection; further ones fail at once
 * @param acquireTimeoutMs longest wait for a connection
 * @param statementTimeoutMs longest run of one statement; the server ends it
 */
public record PoolLimits(int poolSize, int maxWaitQueue, int acquireTimeoutMs, int statementTimeoutMs) {
    public PoolLimits {
        if (poolSize < 1 || maxWaitQueue < 0 || acquireTimeoutMs < 1 || statementTimeoutMs < 1) {
            throw new IllegalArgumentException("limits of the connection pool out of range");
        }
    }

    /** An answer that takes longer than this does not come: the connection hangs. */
    long answerTimeoutMs() {
        return (long) acquireTimeoutMs + statementTimeoutMs + 1_000;
    }
}
