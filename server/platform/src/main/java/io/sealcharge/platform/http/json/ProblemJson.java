package io.sealcharge.platform.http.json;

import io.sealcharge.platform.http.body.FieldFault;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The contract's Problem (RFC 9457). */
public final class ProblemJson {
    private ProblemJson() {}

    /** @param faults of malformed requests and envelopes; written only if there are any */
    public static Buffer of(
            String code, String title, int status, String detail, String traceId, List<FieldFault> faults) {
        return JsonText.object(json -> {
            json.writeStringField("type", "urn:sealcharge:problem:" + code);
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            json.writeStringField("code", code);
            json.writeStringField("detail", detail);
            json.writeStringField("traceId", traceId);
            if (!faults.isEmpty()) {
                JsonText.array(json, "errors", faults, (out, fault) -> {
                    out.writeStringField("field", fault.field());
                    out.writeStringField("rule", fault.rule());
                });
            }
        });
    }
}
