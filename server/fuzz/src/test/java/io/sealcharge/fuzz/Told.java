package io.sealcharge.fuzz;

import java.util.regex.Pattern;

/** What a refusal says to whoever sent the input, and to the log. */
public final class Told {
    /** A PIN that stands in the seeds, and a piece of it is the most that may be told by chance. */
    public static final String PIN = "738201946527301846";

    private static final int PIECE = 6;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    private Told() {}

    /**
     * @param text without names that the sender has made up
     * @throws AssertionError unless it is one line of printable ASCII without any of the PIN
     */
    public static void requireHarmless(String text) {
        if (!PRINTABLE.matcher(text).matches()) {
            throw new AssertionError("not printable: " + text);
        }
        requireNoPin(text);
    }

    public static void requireNoPin(String text) {
        for (int at = 0; at + PIECE <= PIN.length(); at++) {
            if (text.contains(PIN.substring(at, at + PIECE))) {
                throw new AssertionError("tells digits of the PIN: " + text);
            }
        }
    }

    /** @throws AssertionError unless it holds */
    public static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
