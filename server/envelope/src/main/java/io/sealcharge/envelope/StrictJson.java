package io.sealcharge.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object: strict UTF-8, no member twice, nothing after it, few levels deep. */
final class StrictJson {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(6)
                    .maxNumberLength(32)
                    .maxNameLength(256)
                    .maxStringLength(16_384)
                    .build())
            .build();

    private static final String RULE = "must be a JSON object in UTF-8";

    private StrictJson() {}

    /**
     * The members as String, Number, Boolean, List, Map or null.
     *
     * @param field what the text is, for faults that concern it as a whole
     * @throws MalformedEnvelopeException naming {@code field}, or the member that occurs twice
     */
    static Map<String, @Nullable Object> object(byte[] utf8, String field) {
        try (JsonParser parser = FACTORY.createParser(StrictUtf8.decode(utf8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEnvelopeException(field, RULE);
            }
            Map<String, @Nullable Object> members = members(parser, "");
            if (parser.nextToken() != null) {
                throw new MalformedEnvelopeException(field, RULE);
            }
            return members;
        } catch (IOException notJson) {
            throw new MalformedEnvelopeException(field, RULE);
        }
    }

    /** A JSON string with its quotes. */
    static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static Map<String, @Nullable Object> members(JsonParser parser, String pointer) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String at = FieldPointer.to(pointer, name);
            if (members.containsKey(name)) {
                throw new MalformedEnvelopeException(at, "must not occur twice");
            }
            parser.nextToken();
            members.put(name, value(parser, at));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser parser, String pointer) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser, pointer);
            case START_ARRAY -> elements(parser, pointer);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> elements(JsonParser parser, String pointer) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, FieldPointer.to(pointer, Integer.toString(elements.size()))));
        }
        return elements;
    }
}
