package io.sealcharge.load;

/** What makes a recharge be refused and shows only when it is decrypted. */
enum Refused {
    UNKNOWN_PIN("unknown PIN"),
    WRONG_CHECK_DIGIT("wrong check digit"),
    REDEEMED("redeemed for another number"),
    EXPIRED("expired"),
    BLOCKED("blocked"),
    OTHER_NUMBER("another number inside"),
    OTHER_REFERENCE("another reference inside"),
    NO_CONTENT("no content inside"),
    ALTERED("an altered tag"),
    ALTERED_KEY("an altered content key");

    private final String words;

    Refused(String words) {
        this.words = words;
    }

    boolean occursIn(Way way) {
        return this != ALTERED_KEY || way.isWrapped();
    }

    @Override
    public String toString() {
        return words;
    }
}
