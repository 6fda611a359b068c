package io.sealcharge.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A purchase, a recharge or another act as far as this terminal knows it.
 *
 * @param problem why the platform did not do it, or why it could not be asked; else null
 */
public record Act(
        Kind kind, String reference, State state, @Nullable String problem) {
    /** What was to happen. */
    public enum Kind {
        PURCHASE,
        RECHARGE,
        /** Of this terminal, to share keys with the platform. */
        REGISTRATION,
        /** Of the shared keys, to the next generation. */
        ROTATION,
        /** Of a voucher by another. */
        REPLACEMENT
    }

    /** How far it got. */
    public enum State {
        /** Begun, and nothing sent that moves money; a recharge needs its PIN again, under a new reference. */
        PREPARED,
        /** The request is saved and may have been sent; {@link Terminal#resume()} finds out. */
        UNANSWERED,
        /** The platform did it. */
        DONE,
        /** The platform will never do it. */
        REFUSED
    }
}
