package io.sealcharge.platform.http.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.sealcharge.envelope.FieldPointer;
import io.sealcharge.envelope.StrictUtf8;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is one JSON object (RFC 8259) with known members, none twice, nothing after it, in UTF-8. Reads in
 * one pass and stops at the first fault.
 */
final class BodyShape {
    static final String TWICE = "must not occur twice";
    static final String UNKNOWN = "is not a known field";
    static final String REQUIRED = "is required";
    static final String NOT_UTF_8 = "must be UTF-8";
    static final String NOT_JSON = "must be well-formed JSON";
    static final String NOT_AN_OBJECT = "must be a JSON object";
    static final String TRAILING = "must end after its JSON object";
    static final String TOO_MUCH =
            "must not nest deeper than 4 levels or hold longer names and numbers than any field has";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(64)
                    .maxNameLength(1024)
                    .build())
            .build();

    private final Map<String, MemberRule> rules = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private @Nullable String either;
    private @Nullable String or;

    BodyShape with(String name, MemberRule rule) {
        required.add(name);
        return withOptional(name, rule);
    }

    BodyShape withOptional(String name, MemberRule rule) {
        rules.put(name, rule);
        return this;
    }

    /** Two members of which there must be one and not the other. */
    BodyShape withEither(String name, MemberRule rule, String otherName, MemberRule otherRule) {
        either = name;
        or = otherName;
        return withOptional(name, rule).withOptional(otherName, otherRule);
    }

    /**
     * @return each member's value, as its rule read it
     * @throws MalformedRequestException for the first fault
     */
    Values read(byte[] body) {
        String text = decode(body);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRequestException("", NOT_AN_OBJECT);
            }
            Map<String, Object> values = members(parser);
            if (!endsAfter(parser)) {
                throw new MalformedRequestException("", TRAILING);
            }
            checkComplete(values);
            if (either != null && values.containsKey(either) && values.containsKey(or)) {
                throw new MalformedRequestException("/" + or, "must not be sent together with " + either);
            }
            return new Values(values);
        } catch (StreamConstraintsException overLimit) {
            throw new MalformedRequestException("", TOO_MUCH);
        } catch (IOException notJson) {
            throw new MalformedRequestException("", NOT_JSON);
        }
    }

    /** Jackson would guess the encoding from the first bytes: the contract has one only. */
    private static String decode(byte[] body) {
        try {
            return StrictUtf8.decode(body);
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedRequestException("", NOT_UTF_8);
        }
    }

    private Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> values = HashMap.newHashMap(rules.size());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String pointer = FieldPointer.to("", name);
            MemberRule rule = rules.get(name);
            if (rule == null) {
                throw new MalformedRequestException(pointer, UNKNOWN);
            }
            parser.nextToken();
            if (values.put(name, rule.read(parser, pointer)) != null) {
                throw new MalformedRequestException(pointer, TWICE);
            }
        }
        return values;
    }

    private static boolean endsAfter(JsonParser parser) {
        try {
            return parser.nextToken() == null;
        } catch (IOException garbage) {
            return false;
        }
    }

    private void checkComplete(Map<String, Object> values) {
        List<FieldFault> missing = required.stream()
                .filter(name -> !values.containsKey(name))
                .map(name -> new FieldFault("/" + name, REQUIRED))
                .collect(Collectors.toCollection(ArrayList::new));
        if (either != null && !values.containsKey(either) && !values.containsKey(or)) {
            missing.add(new FieldFault("/" + either, "is required, or " + or + " in its place"));
        }
        if (!missing.isEmpty()) {
            throw new MalformedRequestException(missing);
        }
    }

    /** The values of all members. */
    record Values(Map<String, Object> byName) {
        String text(String name) {
            return (String) get(name);
        }

        int integer(String name) {
            return (int) get(name);
        }

        /** A value that a rule made into something of its own. */
        <T> T value(String name, Class<T> type) {
            return type.cast(get(name));
        }

        @SuppressWarnings("unchecked") // MemberRule.jwk makes maps with string keys only
        Map<String, Object> members(String name) {
            return (Map<String, Object>) get(name);
        }

        long number(String name) {
            return (long) get(name);
        }

        boolean flag(String name) {
            return (boolean) get(name);
        }

        @Nullable
        Long numberIfAny(String name) {
            return has(name) ? number(name) : null;
        }

        List<Object> list(String name) {
            return List.copyOf((List<?>) get(name));
        }

        boolean has(String name) {
            return byName.containsKey(name);
        }

        private Object get(String name) {
            Object value = byName.get(name);
            if (value == null) {
                throw new IllegalStateException("the shape has no member " + name);
            }
            return value;
        }
    }
}
