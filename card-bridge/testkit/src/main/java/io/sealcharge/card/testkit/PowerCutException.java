package io.sealcharge.card.testkit;

/** The card lost its power in the middle of a command: the terminal has no answer. */
public final class PowerCutException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
