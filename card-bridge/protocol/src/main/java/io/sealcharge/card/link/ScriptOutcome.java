package io.sealcharge.card.link;

import io.sealcharge.card.protocol.MalformedCardDataException;

/** How a script ended. Which step it ended at follows from the number of answers. */
public enum ScriptOutcome {
    /** Every step was answered. */
    DONE(1),
    /** The last answer's status word was not the expected one. */
    STOPPED(2),
    /** The card was gone before the step behind the last answer was sent. */
    CARD_GONE(3),
    /** The step behind the last answer was sent, and what became of it is not known. */
    UNKNOWN(4);

    private final int code;

    ScriptOutcome(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ScriptOutcome of(int code) {
        for (ScriptOutcome each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        throw new MalformedCardDataException("no such outcome");
    }
}
