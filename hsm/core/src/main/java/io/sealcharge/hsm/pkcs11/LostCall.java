package io.sealcharge.hsm.pkcs11;

import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.HsmFailure;

/** A call that failed for a reason that may be mended, with the generation it failed in. */
final class LostCall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Generation generation;
    private final Remedy remedy;

    LostCall(Generation generation, Remedy remedy, CkException cause) {
        super(cause.getMessage(), cause, false, false);
        this.generation = generation;
        this.remedy = remedy;
    }

    Generation generation() {
        return generation;
    }

    Remedy remedy() {
        return remedy;
    }

    HsmException failure() {
        String message = getMessage();
        HsmFailure failure = remedy.failure();
        return new HsmException(failure, message == null ? failure.name() : message, getCause());
    }
}
