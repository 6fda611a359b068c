package io.sealcharge.platform.app;

import org.jspecify.annotations.Nullable;

/** A part is away or full; the same request may succeed later. Nothing was written, or the outcome can be asked. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which part. */
    public enum Part {
        HSM,
        DATABASE,
        /** A bounded queue of the platform is full. */
        CAPACITY,
        /** The platform is shutting down. */
        SHUTDOWN
    }

    private final Part part;
    private final int retryAfterSeconds;

    public UnavailableException(Part part, int retryAfterSeconds, @Nullable Throwable cause) {
        // where it was full tells nothing, and it is thrown when there is no time to lose
        super(part + " unavailable", cause, true, cause != null);
        this.part = part;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public Part part() {
        return part;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
