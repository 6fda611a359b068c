package io.sealcharge.platform.http;

import io.sealcharge.platform.http.body.Corpus;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Good bodies from the corpus. */
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

    static String with(String operation, String field, Object value, String otherField, Object otherValue) {
        return new JsonObject(with(operation, field, value))
                .put(otherField, otherValue)
                .encode();
    }

    static String path(String operation) {
        return switch (operation) {
            case "createPurchase" -> "/v1/purchases";
            case "createRechargeRequest" -> "/v1/recharge-requests";
            case "createRecharge" -> "/v1/recharges";
            case "registerTerminal" -> "/v1/terminals";
            case "rotateTerminal" -> "/v1/terminals/019aabcd-0000-7000-8000-000000000001/rotate";
            case "replaceVoucher" -> "/v1/purchases/019aabcd-0000-7000-8000-000000000001/replacement";
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
