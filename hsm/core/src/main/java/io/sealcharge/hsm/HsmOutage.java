package io.sealcharge.hsm;

import org.jspecify.annotations.Nullable;

/** Since when the HSM has answered nothing but UNAVAILABLE. */
final class HsmOutage {
    private volatile boolean away;
    private volatile long since;

    /** Takes note of how a piece of work ended; BUSY and the like say nothing of the token. */
    void note(@Nullable Throwable failure, long now) {
        HsmFailure kind = failure instanceof HsmException exception ? exception.failure() : null;
        if (kind == HsmFailure.UNAVAILABLE) {
            if (!away) {
                since = now;
                away = true;
            }
        } else if (kind == null || !kind.temporary()) {
            away = false;
        }
    }

    boolean longerThan(long nanos, long now) {
        return away && now - since > nanos;
    }
}
