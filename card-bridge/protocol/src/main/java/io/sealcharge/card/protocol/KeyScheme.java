package io.sealcharge.card.protocol;

/** How a card came to its key. */
public enum KeyScheme {
    /** The card made its key pair; the private key never left it. */
    CERTIFIED(1),
    /** The private key is the issuer's signature over the card's id; the generator is its R. */
    DERIVED(2);

    private final int code;

    KeyScheme(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** @throws MalformedCardDataException if there is none of that code */
    public static KeyScheme of(int code) {
        for (KeyScheme each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        throw new MalformedCardDataException("no such scheme");
    }
}
