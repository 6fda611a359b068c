package io.sealcharge.hsm;

/** Who holds the PIN of a token. A key of one owner is in no token of the other. */
public enum TokenOwner {
    /** The platform, which logs in by itself. */
    SERVER("the server's token"),
    /** The security officers. The server's process neither knows this PIN nor opens the token. */
    OFFICERS("the officers' token");

    private final String words;

    TokenOwner(String words) {
        this.words = words;
    }

    /** Which token this is, for people. */
    public String words() {
        return words;
    }
}
