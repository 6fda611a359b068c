package io.sealcharge.platform.http.body;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bodies of channels' calls with their verdicts: corpus.jsonl, one JSON object a line. */
public final class Corpus {
    /** The operations whose bodies have a decoder of their own. */
    public static final List<String> OPERATIONS = List.of(
            "createPurchase",
            "createRechargeRequest",
            "createRecharge",
            "registerTerminal",
            "rotateTerminal",
            "replaceVoucher");

    /** From the path of rotateTerminal, and from that of replaceVoucher. */
    private static final UUID IN_PATH = UUID.fromString("019aabcd-0000-7000-8000-000000000001");

    private Corpus() {}

    /**
     * A body and its verdict.
     *
     * @param field the field that breaks a rule, null if the body is good; of an envelope it begins with envelope:
     */
    public record Case(
            String operation,
            String name,
            byte[] body,
            @Nullable String field,
            @Nullable String rule) {
        public boolean valid() {
            return field == null;
        }

        @Override
        public String toString() {
            return operation + ": " + name;
        }
    }

    public static List<Case> cases() {
        try (InputStream stream = Corpus.class.getResourceAsStream("corpus.jsonl");
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines().map(JsonObject::new).map(Corpus::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Case read(JsonObject line) {
        byte[] body = line.containsKey("body")
                ? line.getString("body").getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(line.getString("bodyBase64"));
        return new Case(
                line.getString("operation"),
                line.getString("name"),
                body,
                line.getString("field"),
                line.getString("rule"));
    }

    /** Reads a body as its operation does. */
    public static Object decode(String operation, byte[] body) {
        return switch (operation) {
            case "createPurchase" -> PurchaseBody.decode(body);
            case "createRechargeRequest" -> RechargeRequestBody.decode(body);
            case "createRecharge" -> RechargeBody.decode(body);
            case "registerTerminal" -> TerminalBody.decode(body);
            case "rotateTerminal" -> RotationBody.decode(IN_PATH, body);
            case "replaceVoucher" -> ReplacementBody.decode(IN_PATH, body);
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
