package io.sealcharge.envelope;

import java.util.regex.Pattern;

/** JSON pointers (RFC 6901) to members whose names come from outside. */
public final class FieldPointer {
    private static final int MAX_NAME_LENGTH = 64;
    private static final Pattern UNSHOWABLE = Pattern.compile("[^\\x20-\\x7e]");

    private FieldPointer() {}

    /** The pointer to a member of what stands at {@code parent}, its name as {@link #shown}. */
    public static String to(String parent, String name) {
        // Asked for each member of each body, faulty or not: what needs no care gets none.
        return parent
                + "/"
                + (Members.isName(name) ? name : shown(name).replace("~", "~0").replace("/", "~1"));
    }

    /** A name that a client made up, cut and cleaned so that it can be told back. */
    public static String shown(String name) {
        String cut = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
        return UNSHOWABLE.matcher(cut).replaceAll("?");
    }
}
