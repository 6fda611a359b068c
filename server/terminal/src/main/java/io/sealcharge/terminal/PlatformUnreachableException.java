package io.sealcharge.terminal;

/**
 * No answer came: the platform is away, too slow, or the connection broke. Whether it acted is unknown; {@link
 * Terminal#resume()} sends the same bytes again, which is safe.
 */
public final class PlatformUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlatformUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
