package io.sealcharge.platform.http;

import io.sealcharge.platform.http.body.Corpus;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Good bodies of the three busy calls, from the corpus. */
final class Bodies {
    private Bodies() {}

    static String good(String operation) {
        byte[] body = Corpus.cases().stream()
                .filter(known ->
                        known.operation().equals(operation) && known.name().equals("plain"))
                .findFirst()
                .orElseThrow()
                .body();
        return new String(body, StandardCharsets.UTF_8);
    }

    static String with(String operation, String field, Object value) {
        return new JsonObject(good(operation)).put(field, value).encode();
    }

    static String path(String operation) {
        return switch (operation) {
            case "createPurchase" -> "/v1/purchases";
            case "createRechargeRequest" -> "/v1/recharge-requests";
            case "createRecharge" -> "/v1/recharges";
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
