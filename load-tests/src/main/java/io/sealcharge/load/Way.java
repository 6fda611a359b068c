package io.sealcharge.load;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.SymmetricEncryption;

/** How a recharge is encrypted. Whoever guesses chooses it, so times are compared within one way. */
enum Way {
    OWN,
    OWN_WRAPPED,
    SHARED,
    SHARED_WRAPPED;

    KeyManagement encryption() {
        return switch (this) {
            case OWN -> KeyEncryption.ECDH_ES;
            case OWN_WRAPPED -> KeyEncryption.ECDH_ES_A256KW;
            case SHARED -> SymmetricEncryption.DIR;
            case SHARED_WRAPPED -> SymmetricEncryption.A256KW;
        };
    }

    /** Whether it needs a terminal that shares keys with the platform. */
    boolean isShared() {
        return encryption() instanceof SymmetricEncryption;
    }

    /** Whether the envelope holds a content key of its own. */
    boolean isWrapped() {
        return encryption().encryptedKeyLength() > 0;
    }

    @Override
    public String toString() {
        return encryption().jwaName() + (isShared() ? " with a shared key" : " to a key of the platform");
    }
}
