package io.sealcharge.terminal;

import java.util.UUID;
import java.util.regex.Pattern;

/** The ids of acts that a caller makes, each unique for ever per channel and kind of act. */
public final class References {
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private References() {}

    /** A new one, random. */
    public static String next() {
        return UUID.randomUUID().toString();
    }

    /** @throws IllegalArgumentException if it is not 1 to 64 of {@code A-Z a-z 0-9 . _ : -} */
    static String check(String text, String what) {
        if (!ALPHABET.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " must be 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return text;
    }
}
