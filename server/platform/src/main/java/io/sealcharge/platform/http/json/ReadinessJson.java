package io.sealcharge.platform.http.json;

import io.sealcharge.platform.app.Readiness;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;

/** The contract's Readiness. */
public final class ReadinessJson {
    private ReadinessJson() {}

    public static Buffer one(Readiness readiness) {
        return JsonText.object(json -> {
            json.writeStringField("status", readiness.ready() ? "ready" : "not_ready");
            JsonText.time(json, "checkedAt", readiness.checkedAt());
            json.writeStringField("cryptoProvider", readiness.cryptoProvider());
            json.writeObjectFieldStart("parts");
            for (Map.Entry<String, Readiness.Part> part : new TreeMap<>(readiness.parts()).entrySet()) {
                json.writeObjectFieldStart(part.getKey());
                json.writeStringField("status", part.getValue().up() ? "up" : "down");
                json.writeStringField("detail", part.getValue().detail());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    /** Of the process itself, which is up if it can answer. */
    public static Buffer live() {
        return JsonText.object(json -> json.writeStringField("status", "up"));
    }
}
