package io.sealcharge.card.software;

import io.sealcharge.card.protocol.StatusWord;

/** Ends a command with a status word. Without a stack trace: it is an answer, not a fault. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int sw;

    RefusedException(StatusWord word) {
        this(word.code());
    }

    RefusedException(int sw) {
        super(null, null, false, false);
        this.sw = sw;
    }

    int sw() {
        return sw;
    }

    /** @throws RefusedException with this word unless the condition holds */
    static void unless(boolean condition, StatusWord word) {
        if (!condition) {
            throw new RefusedException(word);
        }
    }
}
