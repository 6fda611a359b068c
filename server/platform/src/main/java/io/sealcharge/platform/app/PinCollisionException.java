package io.sealcharge.platform.app;

/** A minted PIN or serial number exists already: the sale was rolled back and may be tried with new ones. */
public final class PinCollisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PinCollisionException() {
        super("PIN index or serial number exists already");
    }
}
