package io.sealcharge.terminal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of the wire. Members that a later platform adds to an answer are passed over; missing ones are not. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
            .build();

    private Json() {}

    /** @throws UnexpectedAnswerException if the bytes are no such value or lack a member that is not nullable */
    static <T> T read(byte[] body, Class<T> type) {
        return read(tree(body), type);
    }

    /** @throws UnexpectedAnswerException if the tree is no such value or lacks a member that is not nullable */
    static <T> T read(JsonNode tree, Class<T> type) {
        requireMembers(tree, type, "");
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException notSuch) {
            throw new UnexpectedAnswerException("the platform's answer is not a " + type.getSimpleName());
        }
    }

    /** @throws UnexpectedAnswerException if the bytes are no JSON object */
    static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (IOException notJson) {
            // the same to the caller
        }
        throw new UnexpectedAnswerException("the platform's answer is not a JSON object");
    }

    private static void requireMembers(JsonNode tree, Class<?> type, String pointer) {
        if (!type.isRecord()) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String at = pointer + "/" + component.getName();
            JsonNode member = tree.path(component.getName());
            if (member.isMissingNode() || member.isNull()) {
                if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    throw new UnexpectedAnswerException("the platform's answer lacks " + at);
                }
            } else if (component.getGenericType() instanceof ParameterizedType list) {
                for (JsonNode element : member) {
                    requireMembers(element, (Class<?>) list.getActualTypeArguments()[0], at);
                }
            } else {
                requireMembers(member, component.getType(), at);
            }
        }
    }

    /** The bytes of a request. Members keep the order of the map. */
    static byte[] write(Map<String, ?> members) {
        try {
            return MAPPER.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeException notATime) {
                throw context.weirdStringException(parser.getText(), Instant.class, "not RFC 3339");
            }
        }
    }
}
