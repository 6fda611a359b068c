package io.sealcharge.hsm.pkcs11;

import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** A PKCS#11 function that answered something else than CKR_OK. */
final class CkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String function;
    private final long code;

    CkException(String function, long code) {
        super(function + ": " + name(code));
        this.function = function;
        this.code = code;
    }

    String function() {
        return function;
    }

    /** The CKR code (PKCS#11 3.1, 5.1). */
    long code() {
        return code;
    }

    String codeName() {
        return name(code);
    }

    private static String name(long code) {
        return PKCS11Constants.ckrCodeToName(code);
    }
}
