package io.sealcharge.platform.http.json;

import io.vertx.core.buffer.Buffer;

/** Answers of the token endpoint (RFC 6749, 5.1 and 5.2). */
public final class AccessTokenJson {
    private AccessTokenJson() {}

    public static Buffer granted(String accessToken, long expiresInSeconds, String scope) {
        return JsonText.object(json -> {
            json.writeStringField("access_token", accessToken);
            json.writeStringField("token_type", "Bearer");
            json.writeNumberField("expires_in", expiresInSeconds);
            json.writeStringField("scope", scope);
        });
    }

    public static Buffer denied(String error, String description) {
        return JsonText.object(json -> {
            json.writeStringField("error", error);
            json.writeStringField("error_description", description);
        });
    }
}
