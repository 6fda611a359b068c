package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Replacement;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The contract's Replacement. */
public final class ReplacementJson {
    private ReplacementJson() {}

    public static Buffer one(Replacement replacement) {
        return JsonText.object(json -> members(json, replacement));
    }

    static void members(JsonGenerator json, Replacement replacement) throws IOException {
        json.writeStringField("id", replacement.id().toString());
        json.writeStringField("reference", replacement.reference());
        json.writeStringField("purchaseId", replacement.purchase().toString());
        json.writeStringField("replacedSerialNumber", replacement.replaced());
        JsonText.time(json, "createdAt", replacement.createdAt());
        if (replacement.answerErased()) {
            json.writeBooleanField("answerErased", true);
        }
        json.writeObjectFieldStart("voucher");
        json.writeStringField("serialNumber", replacement.face().serialNumber());
        JsonText.money(json, "faceValueMinor", replacement.face().faceValue());
        JsonText.time(json, "expiresAt", replacement.face().expiresAt());
        if (replacement.envelope() != null) {
            json.writeStringField("envelope", replacement.envelope());
        }
        json.writeEndObject();
    }
}
