package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardPublicKey;

/**
 * The card's own key pair. A secret: prints as stars.
 *
 * @param privateKey s, 32 bytes, which nobody changes
 */
record CardKey(byte[] privateKey, CardPublicKey publicKey) {
    @Override
    public String toString() {
        return "***";
    }
}
