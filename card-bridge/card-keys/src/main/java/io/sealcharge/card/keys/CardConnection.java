package io.sealcharge.card.keys;

/** A card in a reader, or one without plastic. Used by one thread at a time. */
@FunctionalInterface
public interface CardConnection {
    /**
     * Sends one command APDU and returns the answer with its status word.
     *
     * @throws RuntimeException of whatever kind if no answer came: then it is unknown whether the card acted
     */
    byte[] transmit(byte[] apdu);
}
