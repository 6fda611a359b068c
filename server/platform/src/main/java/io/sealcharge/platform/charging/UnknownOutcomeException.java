package io.sealcharge.platform.charging;

/** The charging system's answer cannot be trusted to be one; a redemption's outcome remains unknown. */
final class UnknownOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(String why) {
        super(why);
    }
}
