package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The contract's RechargeRequest and SharedRechargeRequest. */
public final class RechargeRequestJson {
    private RechargeRequestJson() {}

    public static Buffer one(RechargeRequest request) {
        return JsonText.object(json -> {
            json.writeStringField("id", request.id().toString());
            json.writeStringField("reference", request.reference());
            json.writeStringField("terminal", request.terminal());
            json.writeStringField("kid", request.key().kid());
            switch (request.key()) {
                case RechargeKeyGrant.Assigned assigned -> assigned(json, request, assigned);
                case RechargeKeyGrant.Shared _ -> {
                    JsonText.time(json, "expiresAt", request.expiresAt());
                    JsonText.time(json, "createdAt", request.createdAt());
                }
            }
        });
    }

    private static void assigned(JsonGenerator json, RechargeRequest request, RechargeKeyGrant.Assigned assigned)
            throws IOException {
        json.writeObjectFieldStart("key");
        jwk(json, assigned.key());
        json.writeEndObject();
        algorithms(json);
        json.writeStringField("encryption", "A256GCM");
        JsonText.time(json, "expiresAt", request.expiresAt());
        json.writeStringField("signature", assigned.statement());
    }

    private static void jwk(JsonGenerator json, AssignedKey key) throws IOException {
        P256Point point = P256Point.ofUncompressed(key.publicPoint());
        json.writeStringField("kty", "EC");
        json.writeStringField("crv", "P-256");
        json.writeStringField("x", point.x());
        json.writeStringField("y", point.y());
        json.writeStringField("kid", key.kid());
        json.writeStringField("use", "enc");
    }

    private static void algorithms(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("algorithms");
        for (KeyEncryption encryption : KeyEncryption.values()) {
            if (encryption.agrees()) {
                json.writeString(encryption.jwaName());
            }
        }
        json.writeEndArray();
    }
}
