package io.sealcharge.platform.persistence;

/** The database cannot be started or must not be used; the message says why, for the operator. */
public final class DatabaseStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseStartException(String message) {
        super(message);
    }

    DatabaseStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
