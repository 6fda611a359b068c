package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls away from a module that is away, and attempts to bring it back at least an interval apart.
 *
 * <p>Closed: calls pass. Open: calls fail at once with the failure that opened it, until an attempt succeeds.
 */
final class CircuitBreaker {
    private final long intervalNanos;
    private final LongSupplier nanoClock;
    private volatile @Nullable HsmException open;
    private boolean attempted;
    private long lastAttempt;

    CircuitBreaker(long intervalNanos, LongSupplier nanoClock) {
        this.intervalNanos = intervalNanos;
        this.nanoClock = nanoClock;
    }

    /** @throws HsmException with the failure that opened the breaker, if it is open */
    void check() {
        HsmException reason = open;
        if (reason != null) {
            throw new HsmException(reason.failure(), "the HSM is away: " + reason.getMessage(), reason);
        }
    }

    boolean isOpen() {
        return open != null;
    }

    void open(HsmException reason) {
        open = reason;
    }

    void close() {
        open = null;
    }

    /** Whether an attempt may be made now; the one who asks first makes it. */
    synchronized boolean takeAttempt() {
        long now = nanoClock.getAsLong();
        if (attempted && now - lastAttempt < intervalNanos) {
            return false;
        }
        attempted = true;
        lastAttempt = now;
        return true;
    }

    /** Whether the breaker is open and its interval has passed. */
    synchronized boolean attemptIsDue() {
        return isOpen() && (!attempted || nanoClock.getAsLong() - lastAttempt >= intervalNanos);
    }

    static HsmException away(String why, @Nullable Throwable cause) {
        return new HsmException(HsmFailure.UNAVAILABLE, why, cause);
    }
}
