package io.sealcharge.hsm.officer;

import org.jspecify.annotations.Nullable;

/** A key set-up that cannot go on. The message says what is wrong and what to do, and holds no secret. */
public final class KeySetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeySetupException(String message) {
        this(message, null);
    }

    KeySetupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
