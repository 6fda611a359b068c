package io.sealcharge.load.terminal;

/** What the platform sent is not what a terminal can take: a fault of the platform. */
public final class UnreadableAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableAnswerException(String message) {
        super(message);
    }
}
