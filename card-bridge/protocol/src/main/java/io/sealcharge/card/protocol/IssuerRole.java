package io.sealcharge.card.protocol;

/** What a key of the issuer signs. */
public enum IssuerRole {
    OPERATION(1, 4),
    ADMIN(2, 2);

    private final int code;
    private final int keysAtMost;

    IssuerRole(int code, int keysAtMost) {
        this.code = code;
        this.keysAtMost = keysAtMost;
    }

    public int code() {
        return code;
    }

    /** How many keys of this role a card holds at once. */
    public int keysAtMost() {
        return keysAtMost;
    }

    /** @throws MalformedCardDataException if there is none of that code */
    public static IssuerRole of(int code) {
        for (IssuerRole each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        throw new MalformedCardDataException("no such role");
    }
}
