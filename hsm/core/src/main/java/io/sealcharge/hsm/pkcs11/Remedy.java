package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmFailure;

/** What is to be done about a PKCS#11 error, and what the caller is told if that does not help. */
enum Remedy {
    /** The session is gone: close it, take another. */
    REOPEN_SESSION(HsmFailure.SESSION_LOST),
    /** The login is gone: log in again, find the keys again. */
    LOGIN_AGAIN(HsmFailure.LOGIN_LOST),
    /** A handle means nothing any more: find the keys again. */
    FIND_AGAIN(HsmFailure.SESSION_LOST),
    /** An error that tells nothing: close the session; when it repeats, treat the module as sick. */
    SUSPECT(HsmFailure.SESSION_LOST),
    /** The token or module is away: finalise and initialise it. */
    REINITIALISE(HsmFailure.UNAVAILABLE),
    /** The token is full or at its limits: nothing to mend, try later. */
    WAIT(HsmFailure.BUSY),
    /** This call is wrong; the token is well. */
    REFUSE(HsmFailure.REFUSED),
    /** The token cannot do this. */
    UNSUPPORTED(HsmFailure.UNSUPPORTED),
    /** The PIN is wrong or locked: never try it again. */
    STOP(HsmFailure.PIN_REFUSED);

    private final HsmFailure failure;

    Remedy(HsmFailure failure) {
        this.failure = failure;
    }

    HsmFailure failure() {
        return failure;
    }

    /** Whether something can be done that makes a second attempt worthwhile. */
    boolean mends() {
        return this == REOPEN_SESSION
                || this == LOGIN_AGAIN
                || this == FIND_AGAIN
                || this == SUSPECT
                || this == REINITIALISE;
    }
}
