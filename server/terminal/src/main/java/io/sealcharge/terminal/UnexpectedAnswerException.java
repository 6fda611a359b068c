package io.sealcharge.terminal;

/** The platform answered with something that the contract does not know; what was asked for may have happened. */
public final class UnexpectedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnexpectedAnswerException(String message) {
        super(message);
    }
}
