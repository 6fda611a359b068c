package io.sealcharge.cli.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call in the making.
 *
 * @param body JSON, or empty
 */
public record ApiCall(String method, String path, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static ApiCall get(String template, String... values) {
        return of("GET", template, values);
    }

    /** @param template a path in which each {@code {}} stands for the next value */
    public static ApiCall of(String method, String template, String... values) {
        StringBuilder path = new StringBuilder();
        String[] parts = template.split("\\{}", -1);
        for (int i = 0; i < parts.length; i++) {
            path.append(parts[i]).append(i < values.length ? encode(values[i]) : "");
        }
        return new ApiCall(method, path.toString(), "");
    }

    /** With a query parameter, if there is a value for it. */
    public ApiCall query(String name, @Nullable Object value) {
        return value == null
                ? this
                : new ApiCall(
                        method, path + (path.contains("?") ? "&" : "?") + name + "=" + encode(value.toString()), body);
    }

    /** With the members that have values. */
    public ApiCall with(Map<String, ?> members) {
        Map<String, Object> present = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        try {
            return new ApiCall(method, path, JSON.writeValueAsString(present));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body is made of maps, lists and text", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
