package io.sealcharge.platform.http.body;

/**
 * A field and the rule that it broke.
 *
 * @param field a JSON pointer into the body (RFC 6901), empty for the whole body; or {@code header:}, {@code query:},
 *     {@code path:}, {@code envelope:} and a name
 * @param rule what is required, as the end of a sentence: "must be a string"
 */
public record FieldFault(String field, String rule) {
    private static final int MAX_NAME_LENGTH = 64;

    /** A name that a client made up, cut and cleaned so that it can be told back. */
    public static String shown(String name) {
        String cut = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** The pointer to a member (RFC 6901, 3). */
    static String pointer(String parent, String name) {
        return parent + "/" + shown(name).replace("~", "~0").replace("/", "~1");
    }
}
