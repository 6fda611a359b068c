package io.sealcharge.card.software;

import io.sealcharge.card.protocol.CardSignature;

/** Signs with the card's key. */
@FunctionalInterface
interface CardSigner {
    CardSignature sign(byte[] input);
}
