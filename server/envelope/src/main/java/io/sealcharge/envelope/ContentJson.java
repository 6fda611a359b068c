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

/**
 * The plaintext of an envelope: one flat JSON object with secrets, a PIN or keys, read and written without a String of
 * them.
 */
final class ContentJson implements AutoCloseable {
    private static final String PIN = "pin";

    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, byte[]> secrets = new HashMap<>();

    private ContentJson() {}

    /**
     * Reads exactly {@code pin} and the members named, each a string or an integer, in ASCII.
     *
     * @throws UnreadableEnvelopeException for anything else
     */
    static ContentJson read(byte[] plaintext, Set<String> names) {
        return read(plaintext, Set.of(PIN), names);
    }

    /**
     * Reads exactly the members named: {@code secretNames}, each a string, which are wiped by {@link #close()}, and
     * {@code names}, each a string or an integer, in ASCII.
     *
     * @throws UnreadableEnvelopeException for anything else
     */
    static ContentJson read(byte[] plaintext, Set<String> secretNames, Set<String> names) {
        ContentJson content = new ContentJson();
        boolean good = false;
        try {
            good = content.fill(plaintext, secretNames, names);
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

    private boolean fill(byte[] plaintext, Set<String> secretNames, Set<String> names) throws IOException {
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
                boolean taken = secretNames.contains(name)
                        ? takeSecret(parser, name, value)
                        : names.contains(name) && take(parser, name, value);
                if (!taken) {
                    return false;
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT
                    && parser.nextToken() == null
                    && secrets.keySet().equals(secretNames)
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

    private boolean takeSecret(JsonParser parser, String name, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING || secrets.containsKey(name)) {
            return false;
        }
        char[] buffer = parser.getTextCharacters();
        int from = parser.getTextOffset();
        byte[] secret = new byte[parser.getTextLength()];
        for (int i = 0; i < secret.length; i++) {
            // An escape can stand for any character; one beyond ASCII becomes none that a secret has.
            char c = buffer[from + i];
            secret[i] = c < 0x80 ? (byte) c : 0;
        }
        // The buffer goes back to the parser's pool.
        Arrays.fill(buffer, from, from + secret.length, '\0');
        secrets.put(name, secret);
        return true;
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
     * @throws UnreadableEnvelopeException if there is no PIN, or {@code make} refuses the members as an illegal
     *     argument
     */
    <T> T with(Function<Pin, T> make) {
        Pin pin = null;
        try {
            pin = new Pin(secret(PIN));
            T made = make.apply(pin);
            pin = null;
            return made;
        } catch (IllegalArgumentException badMember) {
            throw new UnreadableEnvelopeException();
        } finally {
            if (pin != null) {
                pin.close();
            }
        }
    }

    /** The characters of a secret in ASCII: not a copy, wiped by {@link #close()}. */
    byte[] secret(String name) {
        byte[] secret = secrets.get(name);
        if (secret == null) {
            throw new UnreadableEnvelopeException();
        }
        return secret;
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
        secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
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
