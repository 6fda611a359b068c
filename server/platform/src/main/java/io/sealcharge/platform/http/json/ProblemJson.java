package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.http.body.FieldFault;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** The contract's Problem (RFC 9457). */
public final class ProblemJson {
    private ProblemJson() {}

    /** @param faults of malformed requests and envelopes; written only if there are any */
    public static Buffer of(
            String code, String title, int status, String detail, String traceId, List<FieldFault> faults) {
        return JsonText.object(json -> {
            members(json, code, title, status, detail, traceId);
            if (!faults.isEmpty()) {
                JsonText.array(json, "errors", faults, (out, fault) -> {
                    out.writeStringField("field", fault.field());
                    out.writeStringField("rule", fault.rule());
                });
            }
        });
    }

    /** @param receipt all that is left of an answer */
    public static Buffer of(String code, String title, int status, String detail, String traceId, Replacement receipt) {
        return JsonText.object(json -> {
            members(json, code, title, status, detail, traceId);
            json.writeObjectFieldStart("replacement");
            ReplacementJson.members(json, receipt);
            json.writeEndObject();
        });
    }

    /** @param receipt a purchase without its envelopes, the member {@code purchase} */
    public static Buffer of(String code, String title, int status, String detail, String traceId, Purchase receipt) {
        return JsonText.object(json -> {
            members(json, code, title, status, detail, traceId);
            json.writeObjectFieldStart("purchase");
            PurchaseJson.members(json, receipt);
            json.writeEndObject();
        });
    }

    private static void members(
            JsonGenerator json, String code, String title, int status, String detail, String traceId)
            throws IOException {
        json.writeStringField("type", "urn:sealcharge:problem:" + code);
        json.writeStringField("title", title);
        json.writeNumberField("status", status);
        json.writeStringField("code", code);
        json.writeStringField("detail", detail);
        json.writeStringField("traceId", traceId);
    }
}
