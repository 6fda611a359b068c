package io.sealcharge.cli;

/** What was asked for cannot be done as asked; nothing was. The message is one line for the caller. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
