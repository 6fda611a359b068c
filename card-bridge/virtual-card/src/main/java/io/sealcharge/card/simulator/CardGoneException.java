package io.sealcharge.card.simulator;

/** The card has no power: it was cut during a command, whose outcome is unknown to whoever sent it, or before. */
public final class CardGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CardGoneException(String message) {
        super(message);
    }
}
