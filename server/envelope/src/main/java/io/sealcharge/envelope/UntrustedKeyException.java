package io.sealcharge.envelope;

/** A recharge key was not shown to come from the platform, or not for this use; no PIN may be encrypted to it. */
public final class UntrustedKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UntrustedKeyException(String reason) {
        super(reason);
    }
}
