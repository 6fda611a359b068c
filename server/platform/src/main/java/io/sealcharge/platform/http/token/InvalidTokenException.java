package io.sealcharge.platform.http.token;

/** An access token is not one of this platform's, or past its time. Holds nothing of the token. */
public final class InvalidTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidTokenException(String message) {
        // A client's mistake is no surprise: no stack trace.
        super(message, null, false, false);
    }
}
