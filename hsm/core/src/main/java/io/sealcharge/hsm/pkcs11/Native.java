package io.sealcharge.hsm.pkcs11;

import iaik.pkcs.pkcs11.wrapper.PKCS11Exception;

/** One function of the native module. */
@FunctionalInterface
interface Native<T> {
    T call() throws PKCS11Exception;

    /** A function without a result. */
    @FunctionalInterface
    interface Act {
        void call() throws PKCS11Exception;
    }

    static <T> T call(String function, Native<T> body) {
        try {
            return body.call();
        } catch (PKCS11Exception e) {
            throw new CkException(function, e.getErrorCode());
        }
    }

    static void run(String function, Act body) {
        try {
            body.call();
        } catch (PKCS11Exception e) {
            throw new CkException(function, e.getErrorCode());
        }
    }
}
