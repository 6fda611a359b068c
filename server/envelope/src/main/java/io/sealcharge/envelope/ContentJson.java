package io.sealcharge.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plaintext of an envelope: one flat JSON object that holds a PIN, read and written without a String of the PIN. */
final class ContentJson implements AutoCloseable {
    private static final String PIN = "pin";

    private final Map<String, Object> values = new HashMap<>();
    private @Nullable Pin pin;

    private ContentJson() {}

    /**
     * Reads exactly {@code pin} and the members named, each a string or an integer, in ASCII.
     *
     * @throws UnreadableEnvelopeException for anything else
     */
    static ContentJson read(byte[] plaintext, Set<String> names) {
        ContentJson content = new ContentJson();
        boolean good = false;
        try {
            good = content.fill(plaintext, names);
        } catch (IOException | IllegalArgumentException unreadable) {
            // Told to nobody: the parser's text would quote the content.
        } finally {
            if (!good) {
                content.close();
            }
        }
        if (!good) {
            throw new UnreadableEnvelopeException();
        }
        return content;
    }

    private boolean fill(byte[] plaintext, Set<String> names) throws IOException {
        if (!isPlainAscii(plaintext)) {
            return false;
        }
        try (JsonParser parser = StrictJson.FACTORY.createParser(plaintext)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                boolean taken =
                        name.equals(PIN) ? takePin(parser, value) : names.contains(name) && take(parser, name, value);
                if (!taken) {
                    return false;
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT
                    && parser.nextToken() == null
                    && pin != null
                    && values.keySet().equals(names);
        }
    }

    /** Printable ASCII and white space: also keeps the parser from guessing UTF-16. */
    private static boolean isPlainAscii(byte[] text) {
        for (byte b : text) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private boolean takePin(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING || pin != null) {
            return false;
        }
        char[] buffer = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        char[] digits = Arrays.copyOfRange(buffer, from, to);
        // The buffer goes back to the parser's pool.
        Arrays.fill(buffer, from, to, '\0');
        try {
            pin = new Pin(digits);
            return true;
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    private boolean take(JsonParser parser, String name, JsonToken value) throws IOException {
        Object taken = switch (value) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            default -> null;
        };
        return taken != null && values.put(name, taken) == null;
    }

    /**
     * Makes a value around the PIN, which owns the PIN from then on.
     *
     * @throws UnreadableEnvelopeException if {@code make} refuses the members as an illegal argument
     */
    <T> T with(Function<Pin, T> make) {
        Pin given = pin;
        if (given == null) {
            throw new UnreadableEnvelopeException();
        }
        try {
            T made = make.apply(given);
            pin = null;
            return made;
        } catch (IllegalArgumentException badMember) {
            throw new UnreadableEnvelopeException();
        }
    }

    String string(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new UnreadableEnvelopeException();
    }

    long integer(String name) {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw new UnreadableEnvelopeException();
    }

    @Override
    public void close() {
        if (pin != null) {
            pin.close();
        }
    }

    /**
     * Writes the PIN and then {@code rest}, the other members.
     *
     * @param rest members in JSON, ASCII, without braces
     * @return the bytes, which the caller wipes
     */
    static byte[] write(Pin pin, String rest) {
        byte[] before = "{\"pin\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] after = ("\"," + rest + "}").getBytes(StandardCharsets.US_ASCII);
        byte[] digits = pin.asciiBytes();
        byte[] json = new byte[before.length + digits.length + after.length];
        System.arraycopy(before, 0, json, 0, before.length);
        System.arraycopy(digits, 0, json, before.length, digits.length);
        System.arraycopy(after, 0, json, before.length + digits.length, after.length);
        Arrays.fill(digits, (byte) 0);
        return json;
    }
}
