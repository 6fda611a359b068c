package io.sealcharge.envelope;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that came from outside.
 *
 * @param pointer where the object stands, the start of each field that a fault names
 */
record Members(Map<String, ? extends @Nullable Object> values, String pointer) {
    private static final int MAX_NAME_LENGTH = 64;

    /** Whether it is 1 to 64 of {@code A-Z a-z 0-9 . _ : -}. By hand: asked a dozen times in each recharge. */
    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isOfName(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_NAME_LENGTH;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == ':'
                || c == '.'
                || c == '_'
                || c == '-';
    }

    String field(String name) {
        return FieldPointer.to(pointer, name);
    }

    MalformedEnvelopeException fault(String name, String rule) {
        return new MalformedEnvelopeException(field(name), rule);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Refuses by its own words each member in {@code forbidden}, and as unknown each other one not in {@code allowed}. */
    void allowOnly(Set<String> allowed, Map<String, String> forbidden) {
        for (String name : values.keySet()) {
            if (!allowed.contains(name)) {
                String rule = forbidden.get(name);
                throw fault(name, rule == null ? "is not a known member" : rule);
            }
        }
    }

    String string(String name) {
        if (!has(name)) {
            throw fault(name, "is required");
        }
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw fault(name, "must be a string");
    }

    @Nullable
    String optionalString(String name) {
        return has(name) ? string(name) : null;
    }

    void exactly(String name, String expected) {
        if (!string(name).equals(expected)) {
            throw fault(name, "must be " + expected);
        }
    }

    /** A string of 1 to 64 of {@code A-Z a-z 0-9 . _ : -}. */
    String name(String name) {
        String text = string(name);
        if (!isName(text)) {
            throw fault(name, "must be 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return text;
    }

    @Nullable
    String optionalName(String name) {
        return has(name) ? name(name) : null;
    }

    Members object(String name) {
        if (!has(name)) {
            throw fault(name, "is required");
        }
        return object(values.get(name), field(name));
    }

    /** A value that stands at {@code pointer} as an object. */
    static Members object(@Nullable Object value, String pointer) {
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // StrictJson makes maps with string keys only
            Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) map;
            return new Members(members, pointer);
        }
        throw new MalformedEnvelopeException(pointer, "must be an object");
    }
}
