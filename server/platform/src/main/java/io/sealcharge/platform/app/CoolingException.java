package io.sealcharge.platform.app;

import java.time.Duration;

/** Too many recharges of the phone number were refused lately. Nothing was used up: the same request may succeed later. */
public final class CoolingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MILLIS_PER_SECOND = 1_000;

    private final int retryAfterSeconds;

    /** @param left until the number has cooled down */
    public CoolingException(Duration left) {
        super("the phone number cools down");
        this.retryAfterSeconds = (int) Math.max(1, Math.ceilDiv(left.toMillis(), MILLIS_PER_SECOND));
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
