package io.sealcharge.cli.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.terminal.UnexpectedAnswerException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The API's own document, to be shown or read. */
final class ApiAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ApiAnswer() {}

    /**
     * @param answer a JSON object, or empty
     * @throws UnexpectedAnswerException if it is anything else
     */
    static JsonNode read(String answer) {
        try {
            JsonNode tree = answer.isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException notJson) {
            // the same to the caller
        }
        throw new UnexpectedAnswerException("the platform's answer is not a JSON object");
    }

    /** The members of a document, in its order. */
    static Map<String, Object> members(JsonNode document) {
        Map<String, Object> members = new LinkedHashMap<>();
        Map<?, ?> untyped = JSON.convertValue(document, Map.class);
        untyped.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }
}
