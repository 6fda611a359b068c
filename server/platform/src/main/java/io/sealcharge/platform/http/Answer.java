package io.sealcharge.platform.http;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole HTTP answer.
 *
 * @param contentType empty if there is no body
 * @param headers besides those that each answer has
 */
public record Answer(int status, String contentType, Buffer body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    static Answer ok(Buffer json) {
        return ok(JSON, json);
    }

    static Answer ok(String contentType, Buffer body) {
        return new Answer(200, contentType, body, Map.of());
    }

    static Answer created(Buffer json) {
        return new Answer(201, JSON, json, Map.of());
    }

    /** Under way; the body says what to ask for. */
    static Answer accepted(Buffer json) {
        return new Answer(202, JSON, json, Map.of());
    }

    /** Done, and there is nothing to say. */
    static Answer noContent() {
        return new Answer(204, "", Buffer.buffer(), Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }

    /** The answer of a request with this reference, marked if it was given before. */
    Answer replayed(boolean replayed) {
        return replayed ? with("Idempotency-Replayed", "true") : this;
    }
}
