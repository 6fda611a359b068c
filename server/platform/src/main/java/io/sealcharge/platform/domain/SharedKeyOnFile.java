package io.sealcharge.platform.domain;

/**
 * One generation of the keys that a terminal shares with the platform, as the database knows it.
 *
 * @param id all that the keys are derived from
 * @param terminal the channel's name for the terminal
 * @param sealed messages to the terminal so far
 * @param opened messages from the terminal so far
 */
public record SharedKeyOnFile(TerminalKeyId id, String terminal, State state, long sealed, long opened) {
    /** Messages that one key may see with random IVs (NIST SP 800-38D, 8.3). */
    public static final long MOST_MESSAGES = 1L << 32;

    /** What may still be done with the keys. */
    public enum State {
        /** Seals and opens. */
        ACTIVE,
        /** A newer generation seals; what was sealed before still opens. */
        RETIRED,
        /** Neither. */
        REVOKED
    }
}
