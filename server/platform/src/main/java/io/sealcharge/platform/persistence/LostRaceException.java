package io.sealcharge.platform.persistence;

import org.jspecify.annotations.Nullable;

/** Another act took what this one was judged by; it was rolled back and runs again, seeing the other. */
final class LostRaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRaceException(@Nullable Throwable cause) {
        super("lost a race", cause, false, false);
    }
}
