package io.sealcharge.card.protocol;

/** Where a card is in its life: blank, then active, now and then blocked, in the end retired. */
public enum CardState {
    BLANK(1),
    ACTIVE(2),
    BLOCKED(3),
    RETIRED(4);

    private final int code;

    CardState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** @throws MalformedCardDataException if there is none of that code */
    public static CardState of(int code) {
        for (CardState each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        throw new MalformedCardDataException("no such state");
    }
}
