package io.sealcharge.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Takes a compact JWE apart and puts it together otherwise. */
final class CompactParts {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final String[] parts;

    CompactParts(String compact) {
        parts = compact.split("\\.", -1);
    }

    CompactParts part(int index, String text) {
        parts[index] = text;
        return this;
    }

    CompactParts part(int index, byte[] bytes) {
        return part(index, Base64Url.encode(bytes));
    }

    CompactParts headerText(String json) {
        return part(0, json.getBytes(StandardCharsets.UTF_8));
    }

    String headerText() {
        return new String(Base64Url.decode(parts[0], ""), StandardCharsets.UTF_8);
    }

    CompactParts header(Consumer<Map<String, Object>> change) {
        try {
            Map<String, Object> header = new LinkedHashMap<>(StrictJson.object(Base64Url.decode(parts[0], ""), ""));
            change.accept(header);
            return part(0, MAPPER.writeValueAsBytes(header));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String compact() {
        return String.join(".", parts);
    }
}
