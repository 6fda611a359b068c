package io.sealcharge.platform.app;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;

/**
 * Stored answers under keys that terminals share with the platform. Whoever has both the database and the HSM could open
 * them, unlike those under a terminal's own key: so they go when they are not needed any more, and the receipt stays.
 * Failures: UnavailableException.
 */
public interface AnswerStore {
    /**
     * Notes that the terminal has the answer to a purchase; under a shared key its vouchers' envelopes are erased at once.
     * Those of its replacements stay. Done twice it changes nothing.
     *
     * @return false if the channel has no such purchase
     */
    Future<Boolean> acknowledge(String channel, UUID purchase, Instant at);

    /**
     * Erases answers to purchases made at that time or before, oldest first, leaving out those that somebody works on.
     *
     * @return how many, {@code limit} at most
     */
    Future<Integer> erasePurchases(Instant now, Instant madeUntil, int limit);

    /** As {@link #erasePurchases}, answers to replacements. */
    Future<Integer> eraseReplacements(Instant now, Instant madeUntil, int limit);
}
