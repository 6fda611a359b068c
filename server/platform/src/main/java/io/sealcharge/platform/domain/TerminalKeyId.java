package io.sealcharge.platform.domain;

import java.util.UUID;

/**
 * All that the two shared keys of a terminal are derived from, beside the HSM's master key.
 *
 * @param generation from 1
 * @param masterEpoch epoch of the terminal-master key
 */
public record TerminalKeyId(String channel, UUID terminal, int generation, int masterEpoch) {
    /** The keys' public name. */
    public String kid() {
        return new TerminalKid(terminal, generation).toString();
    }
}
