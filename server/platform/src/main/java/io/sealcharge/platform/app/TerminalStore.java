package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Terminal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Terminals that share keys with the platform, at rest. Failures: UnavailableException. */
public interface TerminalStore {

    /** What was answered to a registration or a rotation: their references are one space. */
    Future<Optional<Remembered<KeyHandover>>> findHandover(String channel, String reference);

    Future<Optional<Terminal>> get(String channel, UUID id);

    /** The channel's active terminal of this name. */
    Future<Optional<Terminal>> findActive(String channel, String name);

    /** A part of a channel's terminals, whatever their state, ordered by id. */
    Future<List<Terminal>> list(String channel, Wanted wanted);

    /**
     * Which terminals.
     *
     * @param name null for all names
     * @param after the id before the first one; null for the beginning
     * @param most how many at most
     */
    record Wanted(@Nullable String name, @Nullable UUID after, int most) {}

    /**
     * Writes a new terminal with its first generation of keys, or nothing.
     *
     * @return Done; Done replayed, if the same request got there first; or Refused with REFERENCE_REUSED,
     *     TERMINAL_EXISTS, CHANNEL_SUSPENDED
     */
    Future<Outcome<KeyHandover>> register(KeyHandover first, byte[] requestDigest);

    /**
     * Writes the next generation of a terminal's keys and retires the one before, or nothing.
     *
     * @return Done; Done replayed, if the same request got there first; or Refused with REFERENCE_REUSED, NOT_FOUND,
     *     TERMINAL_REVOKED, CHANNEL_SUSPENDED. Fails with StaleGenerationException if another rotation was faster.
     */
    Future<Outcome<KeyHandover>> rotate(KeyHandover next, byte[] requestDigest);

    /**
     * Revokes a terminal and all its keys, and voids its outstanding recharge requests under them. Does nothing to one
     * that is revoked.
     *
     * @return the terminal as it is then; empty if the channel has none of this id
     */
    Future<Optional<Terminal>> revoke(String channel, UUID id);
}
