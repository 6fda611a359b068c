package io.sealcharge.platform.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A terminal that shares keys with the platform, or did.
 *
 * @param name the channel's name for it; one active terminal of a channel has it
 * @param generation of its newest keys, from 1
 * @param createdAt when it was registered
 */
public record Terminal(UUID id, String channel, String name, State state, int generation, Instant createdAt) {

    /** What may be done with its keys. */
    public enum State {
        ACTIVE,
        /** For ever: the name may be registered again, and then has another id. */
        REVOKED
    }

    /** The public name of its newest keys. */
    public TerminalKid kid() {
        return new TerminalKid(id, generation);
    }
}
