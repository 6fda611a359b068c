package io.sealcharge.load.wire;

import java.nio.charset.StandardCharsets;

/** A text member of an answer, to be looked for as it stands in JSON without white space. */
public final class Member {
    private final byte[] pattern;

    private Member(byte[] pattern) {
        this.pattern = pattern;
    }

    public static Member of(String name) {
        return new Member(("\"" + name + "\":\"").getBytes(StandardCharsets.US_ASCII));
    }

    /** Where the value begins that stands first at or after {@code from}; -1 if there is none. */
    int find(byte[] text, int from, int to) {
        byte first = pattern[0];
        int last = to - pattern.length;
        for (int at = from; at <= last; at++) {
            if (text[at] == first && isAt(text, at)) {
                return at + pattern.length;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] text, int at) {
        for (int i = 1; i < pattern.length; i++) {
            if (text[at + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
