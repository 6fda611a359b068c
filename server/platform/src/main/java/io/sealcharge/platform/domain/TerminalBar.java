package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that may not recharge.
 *
 * @param barredBy an operator's client, or 'platform' for one that guessed
 * @param lift its end, if it has ended
 */
public record TerminalBar(
        UUID id,
        String channel,
        String terminal,
        String reason,
        String barredBy,
        Instant barredAt,
        @Nullable Lift lift) {

    /** Who ended it and why. */
    public record Lift(String by, Instant at, String reason) {}
}
