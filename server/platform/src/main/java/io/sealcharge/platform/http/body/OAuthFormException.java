package io.sealcharge.platform.http.body;

/** A token request that breaks the rules of its form (RFC 6749, 5.2). Holds no value of the request. */
public final class OAuthFormException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;

    /**
     * @param error invalid_request, invalid_client or unsupported_grant_type
     * @param description for the channel's developer
     */
    public OAuthFormException(String error, String description) {
        // A client's mistake is no surprise: no stack trace.
        super(description, null, false, false);
        this.error = error;
    }

    public String error() {
        return error;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
