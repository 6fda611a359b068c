package io.sealcharge.terminal;

import java.time.Duration;

/**
 * How long a terminal waits for a recharge that is pending.
 *
 * @param pause between two questions
 * @param times how often it asks before it leaves the rest to a repeat
 */
public record Polling(Duration pause, int times) {
    /** Each half second for half a minute. */
    public static final Polling DEFAULT = new Polling(Duration.ofMillis(500), 60);
}
