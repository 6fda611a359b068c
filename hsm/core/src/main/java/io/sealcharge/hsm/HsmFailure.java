package io.sealcharge.hsm;

/** Why an HSM call failed, sorted by what is to be done about it. */
public enum HsmFailure {
    /** No session became free within the borrow deadline, or the queue is full: refuse with Retry-After. */
    BUSY(true),
    /** The call did not end within its deadline; its outcome is unknown. */
    TIMEOUT(true),
    /** The session was lost; it has been closed and will be replaced. */
    SESSION_LOST(true),
    /** The login was lost; the module logs in again before the next call. */
    LOGIN_LOST(true),
    /** The token or module is away; it is initialised again (at most once per 30 s). */
    UNAVAILABLE(true),
    /** This call's input or mechanism was refused; the token is well. */
    REFUSED(false),
    /** The token lacks a mechanism that this call needs. */
    UNSUPPORTED(false),
    /** A key is not in the token, or is there more than once. */
    KEY_MISSING(false),
    /** A key was found but is not the one described. */
    KEY_MISMATCH(false),
    /** Wrong or locked PIN: latched, nothing logs in again until the process is restarted. */
    PIN_REFUSED(false);

    private final boolean temporary;

    HsmFailure(boolean temporary) {
        this.temporary = temporary;
    }

    /** Whether the same request may succeed later without anybody's doing. */
    public boolean temporary() {
        return temporary;
    }
}
