package io.sealcharge.platform.app;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The channel's purchases of this day in UTC would come to more than they may. Nothing was sold; the next day it may be. */
public final class DayCapException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MILLIS_PER_SECOND = 1_000;

    private final int retryAfterSeconds;

    /** @param now a moment of the day that is used up */
    public DayCapException(Instant now) {
        super("the day's cap is used up", null, false, false);
        Instant nextDay = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        this.retryAfterSeconds =
                (int) Math.ceilDiv(Duration.between(now, nextDay).toMillis(), MILLIS_PER_SECOND);
    }

    /** Until the next day begins. */
    public int retryAfterSeconds() {
        return Math.max(1, retryAfterSeconds);
    }
}
