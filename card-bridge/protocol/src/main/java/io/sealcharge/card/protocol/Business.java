package io.sealcharge.card.protocol;

/** What an operation does to a card. */
public enum Business {
    RECHARGE(0x01, Effect.CREDIT),
    REDEEM(0x02, Effect.DEBIT),
    TRANSFER_OUT(0x03, Effect.DEBIT),
    TRANSFER_IN(0x04, Effect.CREDIT),
    LIMITS(0x11, Effect.NONE),
    BLOCK(0x12, Effect.NONE),
    UNBLOCK(0x13, Effect.NONE),
    RESET_HOLDER_PIN(0x14, Effect.NONE),
    ADD_ISSUER_KEY(0x15, Effect.NONE),
    RETIRE_ISSUER_KEY(0x16, Effect.NONE),
    RETIRE_CARD(0x17, Effect.NONE);

    /** From this counter on, its last sixteen usable values, only redeem and administration are applied. */
    public static final long RESERVED_COUNTER = 0xFFFF_FFEFL;

    /** At this counter nothing is applied any more. */
    public static final long EXHAUSTED_COUNTER = Numbers.MAX_COUNTER;

    private final int code;
    private final Effect effect;

    private enum Effect {
        CREDIT,
        DEBIT,
        NONE
    }

    Business(int code, Effect effect) {
        this.code = code;
        this.effect = effect;
    }

    public int code() {
        return code;
    }

    /** @throws MalformedCardDataException if there is none of that code */
    public static Business of(int code) {
        for (Business each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        throw new MalformedCardDataException("no such business");
    }

    public boolean isCredit() {
        return effect == Effect.CREDIT;
    }

    public boolean isDebit() {
        return effect == Effect.DEBIT;
    }

    public boolean isAdministration() {
        return effect == Effect.NONE;
    }

    public boolean isTransfer() {
        return this == TRANSFER_OUT || this == TRANSFER_IN;
    }

    /** Whether a key of this role may sign it. Whoever may debit a card may block it too. */
    public boolean maySign(IssuerRole role) {
        return role == (isAdministration() ? IssuerRole.ADMIN : IssuerRole.OPERATION) || this == BLOCK;
    }

    /** Whether a card in this state applies it. */
    public boolean isAllowedIn(CardState state) {
        return switch (state) {
            case ACTIVE -> this != UNBLOCK;
            case BLOCKED -> isAdministration() && this != BLOCK;
            case BLANK, RETIRED -> false;
        };
    }

    /** Whether a card at this counter still applies it. */
    public boolean isAllowedAt(long counter) {
        return counter != EXHAUSTED_COUNTER && (counter < RESERVED_COUNTER || this == REDEEM || isAdministration());
    }
}
