package io.sealcharge.hsm;

import org.jspecify.annotations.Nullable;

/** A failed HSM call. The message names the call and the PKCS#11 error, never a secret. */
public final class HsmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HsmFailure failure;

    public HsmException(HsmFailure failure, String message) {
        this(failure, message, null);
    }

    public HsmException(HsmFailure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public HsmFailure failure() {
        return failure;
    }
}
