package io.sealcharge.platform.app;

/** The terminal's keys were rotated meanwhile: keys of this generation were handed to another request. */
public final class StaleGenerationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleGenerationException() {
        super("another rotation of the terminal was faster", null, false, false);
    }
}
