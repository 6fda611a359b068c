package io.sealcharge.card.keys;

/** A card's key, or what should make one, is not what it must be. The message holds no part of a key. */
public final class CardKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CardKeyException(String message) {
        super(message);
    }

    CardKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
