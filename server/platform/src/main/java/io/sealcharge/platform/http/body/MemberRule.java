package io.sealcharge.platform.http.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sealcharge.envelope.FieldPointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one member's value, of which the parser has just read the first token. */
interface MemberRule {

    /** @throws MalformedRequestException naming {@code pointer} or a part of it */
    Object read(JsonParser parser, String pointer) throws IOException;

    /** References, terminals, products. */
    MemberRule NAME = text(Pattern.compile("[A-Za-z0-9._:-]{1,64}"), "must be 1 to 64 of A-Z a-z 0-9 . _ : -");

    static MemberRule text(Pattern pattern, String rule) {
        return (parser, pointer) -> {
            String text = string(parser, pointer);
            if (!pattern.matcher(text).matches()) {
                throw new MalformedRequestException(pointer, rule);
            }
            return text;
        };
    }

    static MemberRule text(int minLength, int maxLength) {
        return (parser, pointer) -> {
            String text = string(parser, pointer);
            if (text.length() < minLength || text.length() > maxLength) {
                throw new MalformedRequestException(
                        pointer, "must be a string of " + minLength + " to " + maxLength + " characters");
            }
            return text;
        };
    }

    /** Digits only: {@code 1.0} and {@code 1e0} are integers to a JSON schema, but not to most readers. */
    static MemberRule integer(int min, int max) {
        int maxDigits = Integer.toString(max).length();
        return (parser, pointer) -> {
            String rule = "must be an integer from " + min + " to " + max;
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getTextLength() > maxDigits) {
                throw new MalformedRequestException(pointer, rule);
            }
            int value = Integer.parseInt(parser.getText());
            if (value < min || value > max) {
                throw new MalformedRequestException(pointer, rule);
            }
            return value;
        };
    }

    /** Names that people read. */
    MemberRule TITLE = text(
            Pattern.compile("[^\\x00-\\x1F\\x7F]{1,200}"),
            "must be 1 to 200 characters, no control characters among them");

    /** True or false. */
    MemberRule FLAG = (parser, pointer) -> {
        if (!parser.currentToken().isBoolean()) {
            throw new MalformedRequestException(pointer, "must be true or false");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    };

    /** Digits only, as {@link #integer}; a long. */
    static MemberRule number(long min, long max) {
        int maxDigits = Long.toString(max).length();
        return (parser, pointer) -> {
            String rule = "must be an integer from " + min + " to " + max;
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getTextLength() > maxDigits) {
                throw new MalformedRequestException(pointer, rule);
            }
            long value = Long.parseLong(parser.getText());
            if (value < min || value > max) {
                throw new MalformedRequestException(pointer, rule);
            }
            return value;
        };
    }

    /** One of a few words. */
    static MemberRule choice(String... words) {
        return text(Pattern.compile(String.join("|", words)), "must be one of " + String.join(", ", words));
    }

    /** A list of values, each by the same rule. */
    static MemberRule list(MemberRule element, int most) {
        return (parser, pointer) -> {
            String rule = "must be a list of at most " + most;
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new MalformedRequestException(pointer, rule);
            }
            List<Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (values.size() == most) {
                    throw new MalformedRequestException(pointer, rule);
                }
                values.add(element.read(parser, pointer + "/" + values.size()));
            }
            return values;
        };
    }

    /** The members of a JWK; anything but a string is kept as something that is none. */
    static Object jwk(JsonParser parser, String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedRequestException(pointer, "must be a JWK, a JSON object");
        }
        Map<String, Object> members = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (members.containsKey(name)) {
                throw new MalformedRequestException(FieldPointer.to(pointer, name), BodyShape.TWICE);
            }
            members.put(name, parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : List.of());
            parser.skipChildren();
        }
        return members;
    }

    static String string(JsonParser parser, String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedRequestException(pointer, "must be a string");
        }
        return parser.getText();
    }
}
