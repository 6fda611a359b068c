package io.sealcharge.card.protocol;

import java.util.Optional;

/** The status words a card answers (ISO/IEC 7816-4, 5.6, and 94xx as purses have them). */
public enum StatusWord {
    DONE(0x9000),
    /** The last digit is the number of tries left. */
    WRONG_PIN(0x63C0),
    WRONG_LENGTH(0x6700),
    PIN_NEEDED(0x6982),
    PIN_BLOCKED(0x6983),
    NO_PIN_CHOSEN(0x6984),
    NOT_IN_THIS_STATE(0x6985),
    WRONG_SESSION_MAC(0x6988),
    MALFORMED(0x6A80),
    NO_SUCH_APPLICATION(0x6A82),
    NO_ROOM(0x6A84),
    WRONG_P1_P2(0x6A86),
    NO_SUCH_DATA(0x6A88),
    UNKNOWN_INSTRUCTION(0x6D00),
    UNKNOWN_CLASS(0x6E00),
    CARD_FAILED(0x6F00),
    WRONG_SIGNATURE(0x9302),
    BALANCE_TOO_SMALL(0x9401),
    COUNTER_EXHAUSTED(0x9402),
    KEY_NOT_USABLE(0x9403),
    OTHER_CARD(0x9410),
    OTHER_COUNTER(0x9411),
    OTHER_CHALLENGE(0x9412),
    OTHER_CURRENCY(0x9413),
    OVER_CAP(0x9414),
    TRANSFER_NOT_REQUESTED(0x9415),
    EPOCH_NOT_POSSIBLE(0x9416),
    CARD_NOT_EMPTY(0x9417);

    private static final int TRIES = 0x000F;

    private final int code;

    StatusWord(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** @param left 0 to 3 */
    public static int wrongPin(int left) {
        return WRONG_PIN.code | left;
    }

    /** The word of this code, whatever the number of tries left; empty if the card has no such word. */
    public static Optional<StatusWord> of(int code) {
        int plain = (code & ~TRIES) == WRONG_PIN.code ? WRONG_PIN.code : code;
        for (StatusWord each : values()) {
            if (each.code == plain) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
