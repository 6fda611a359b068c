package io.sealcharge.platform.app;

/** A client assertion breaks a rule, which is named in words for the channel's developer. */
final class BadAssertionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String rule;

    BadAssertionException(String rule) {
        // No stack trace: callers who are not authenticated decide how often this is thrown.
        super(rule, null, false, false);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }
}
