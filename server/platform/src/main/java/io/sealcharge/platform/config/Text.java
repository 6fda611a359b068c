package io.sealcharge.platform.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a piece of text in the configuration must look like; {@code config/schema.json} has the same patterns. */
enum Text {
    HOST("[A-Za-z0-9._:-]{1,253}", "a host name or IP address"),
    NAME("[A-Za-z0-9._-]{1,63}", "1 to 63 letters, digits, dots, dashes or underscores"),
    REFERENCE("[A-Za-z0-9._:-]{1,64}", "1 to 64 letters, digits, dots, underscores, colons or dashes"),
    TITLE("[^\\x00-\\x1F\\x7F]{1,200}", "1 to 200 characters"),
    CURRENCY("[A-Z]{3}", "an ISO 4217 code"),
    TOKEN_LABEL("[\\x20-\\x7E]{1,32}", "1 to 32 printable ASCII characters"),
    TOKEN_SERIAL("[\\x21-\\x7E]{1,16}", "1 to 16 printable ASCII characters without spaces"),
    URI("[a-z][a-z0-9+.-]{0,30}:[\\x21-\\x7E]{1,200}", "a URI"),
    WEB_URL(
            "https?://[A-Za-z0-9._:\\[\\]-]{1,255}(/[A-Za-z0-9._~-]{1,100}){0,8}",
            "an http or https URL without query and without a slash at its end"),
    PATH("[^\\x00-\\x1F]{1,1024}", "the path of a file or folder");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");

    private final Pattern pattern;
    private final String expected;

    Text(String regex, String expected) {
        this.pattern = Pattern.compile(regex);
        this.expected = expected;
    }

    String expected() {
        return expected;
    }

    /** The text, or null if this is not such a text. */
    @Nullable
    String accept(Object value) {
        return value instanceof String text && pattern.matcher(text).matches() ? text : null;
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
