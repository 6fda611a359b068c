package io.sealcharge.platform.http;

import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.sealcharge.platform.http.body.Corpus;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Good bodies from the corpus. */
final class Bodies {
    static final TerminalKid SHARED_KID = new TerminalKid(UUID.fromString("019aabcd-0000-7000-8000-000000000001"), 1);

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

    /** createPurchase under a shared key. */
    static String underSharedKey(String terminal, TerminalKid kid) {
        JsonObject order = new JsonObject(with("createPurchase", "terminal", terminal));
        order.remove("key");
        return order.put(
                        "terminalKey",
                        new JsonObject().put("kid", kid.toString()).put("alg", "dir"))
                .encode();
    }

    /** The key of that name, of the terminal kiosk-1. */
    static SharedKeyOnFile sharedKey(SharedKeyOnFile.State state, long sealed) {
        TerminalKeyId id = new TerminalKeyId("channel-1", SHARED_KID.terminal(), SHARED_KID.generation(), 1);
        return new SharedKeyOnFile(id, "kiosk-1", state, sealed, 0);
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
