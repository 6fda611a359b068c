package io.sealcharge.platform.domain;

import java.util.Optional;

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

    /** Whether a request's {@code terminal} is this terminal, by its name or its id. */
    public boolean isOf(String requested) {
        return requested.equals(terminal) || requested.equals(id.terminal().toString());
    }

    /** Why no recharge request may name the keys. */
    public Optional<Refusal> faultForRequest() {
        return state == State.ACTIVE ? exhausted() : Optional.of(Refusal.TERMINAL_REVOKED);
    }

    /** Why so many messages to the terminal may not be sealed with the keys. */
    public Optional<Refusal> faultForSealing(int messages) {
        if (state != State.ACTIVE) {
            return Optional.of(Refusal.TERMINAL_REVOKED);
        }
        return sealed + messages > MOST_MESSAGES ? Optional.of(Refusal.TERMINAL_KEY_EXHAUSTED) : Optional.empty();
    }

    /** Why a message from the terminal may not be opened with the keys. */
    public Optional<Refusal> faultForOpening() {
        return state == State.REVOKED ? Optional.of(Refusal.TERMINAL_REVOKED) : exhausted();
    }

    private Optional<Refusal> exhausted() {
        return opened < MOST_MESSAGES ? Optional.empty() : Optional.of(Refusal.TERMINAL_KEY_EXHAUSTED);
    }

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
