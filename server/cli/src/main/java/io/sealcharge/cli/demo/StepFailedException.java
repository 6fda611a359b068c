package io.sealcharge.cli.demo;

/** A step of the demo did not see what it must; the message says which step and what. */
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a step throws to fail. */
    StepFailedException(String message) {
        super(message);
    }

    /** @throws StepFailedException with {@code otherwise} unless {@code condition} */
    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new StepFailedException(otherwise);
        }
    }
}
