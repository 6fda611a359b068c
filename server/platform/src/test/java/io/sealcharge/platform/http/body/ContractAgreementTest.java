package io.sealcharge.platform.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.platform.http.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strict decoder and contract give the same verdict, but for the rules that no JSON schema can state. */
final class ContractAgreementTest {
    /** What a schema cannot say: of bytes, of arithmetic, of another document inside a string. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            BodyShape.NOT_UTF_8,
            BodyShape.NOT_JSON,
            BodyShape.TRAILING,
            BodyShape.TWICE,
            BodyShape.TOO_MUCH,
            PhoneNumberRule.PLAN,
            "must be base64url without padding",
            "must be a point on the curve P-256",
            "must not be the point at infinity",
            "must be less than the prime of P-256",
            "must be of 2048 to 4096 bits",
            "must not begin with a zero byte",
            "must be odd",
            "must be 65537 or more",
            "must be less than 2^32");

    private static Vertx vertx;
    private static Contract contract;
    private static final Map<String, JsonSchema> SCHEMAS = new HashMap<>();

    @BeforeAll
    static void load() throws Exception {
        vertx = Vertx.vertx();
        contract =
                Contract.load(vertx).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        for (String operation : List.of("createPurchase", "createRechargeRequest", "createRecharge")) {
            SCHEMAS.put(
                    operation,
                    contract.model()
                            .operation(operation)
                            .getRequestBody()
                            .getContent()
                            .get("application/json")
                            .getSchema());
        }
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static List<Corpus.Case> corpus() {
        return Corpus.cases();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void theyAgreeOnTheCorpus(Corpus.Case body) {
        assertAgreement(body.operation(), body.body(), body.toString());
    }

    @Test
    void theyAgreeOnRandomBodies() {
        long seed = Long.getLong("seed", System.nanoTime());
        int count = Boolean.getBoolean("sealcharge.long") ? 400_000 : 12_000;
        String repeat = "repeat with: ./test server/platform -Dtest=ContractAgreementTest -Dseed=" + seed;
        System.out.println("ContractAgreementTest: " + count + " bodies, " + repeat);
        Random random = new Random(seed);
        List<Corpus.Case> seeds =
                Corpus.cases().stream().filter(c -> c.body().length < 4096).toList();
        int good = 0;
        for (int i = 0; i < count; i++) {
            Corpus.Case start = seeds.get(random.nextInt(seeds.size()));
            Corpus.Case other = seeds.get(random.nextInt(seeds.size()));
            byte[] body = new BodyMutation(random).mutate(start.body(), other.body());
            good += assertAgreement(start.operation(), body, start + ", " + repeat) ? 1 : 0;
        }
        assertThat(good).as("some random bodies stay good").isPositive();
    }

    /** @return whether the decoder took it */
    private static boolean assertAgreement(String operation, byte[] body, String what) {
        String refusal = refusal(operation, body);
        boolean allowed = contractAllows(operation, body);
        String text = new String(body, StandardCharsets.UTF_8);
        if (refusal == null) {
            assertThat(allowed)
                    .as("the decoder takes it, the contract must too: %s%n%s", what, text)
                    .isTrue();
        } else if (allowed) {
            assertThat(beyondASchema(refusal, text))
                    .as("the contract takes it, but the decoder says '%s': %s%n%s", refusal, what, text)
                    .isTrue();
        }
        return refusal == null;
    }

    private static boolean beyondASchema(String refusal, String text) {
        return refusal.startsWith("envelope:")
                || !isStrictJson(text)
                || BEYOND_A_SCHEMA.contains(refusal)
                // Java's $ lets a line feed pass at the end of a text, ECMA's does not.
                || text.contains("\\n\"")
                || text.contains("\\u000a\"")
                || text.contains("\\u000A\"")
                // To a schema 1.0 and 1e0 are integers.
                || (refusal.equals("must be an integer from 1 to 100") && text.matches("(?s).*[.eE].*"));
    }

    /** Whether no member occurs twice: of such members the contract sees the last only. */
    private static boolean isStrictJson(String text) {
        JsonFactory strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = strict.createParser(text)) {
            while (parser.nextToken() != null) {
                // reading is all
            }
            return true;
        } catch (IOException notStrict) {
            return false;
        }
    }

    private static @Nullable String refusal(String operation, byte[] body) {
        try {
            Corpus.decode(operation, body);
            return null;
        } catch (MalformedRequestException refused) {
            return refused.faults().getFirst().rule();
        } catch (MalformedEnvelopeException refused) {
            return "envelope:" + refused.rule();
        }
    }

    private static boolean contractAllows(String operation, byte[] body) {
        Object json;
        try {
            json = Json.decodeValue(Buffer.buffer(body));
        } catch (DecodeException notJson) {
            return false;
        }
        OutputUnit verdict = contract.model()
                .getSchemaRepository()
                .validator(SCHEMAS.get(operation))
                .validate(json);
        return verdict.getValid();
    }

    /** Small random changes that keep bodies near the border between good and bad. */
    private record BodyMutation(Random random) {
        private static final List<String> TOKENS = List.of(
                "null",
                "true",
                "1",
                "0",
                "-1",
                "101",
                "1.0",
                "1e1",
                "\"\"",
                "\"a\"",
                "[]",
                "{}",
                "\"\\u0041\"",
                "\"EC\"",
                "\"RSA\"",
                "\"AQAB\"",
                "\"P-256\"",
                "\"ECDH-ES\"",
                "{\"kty\":\"EC\"}",
                "\"+8613800138000\"",
                "100",
                "2");

        byte[] mutate(byte[] body, byte[] other) {
            String text = new String(body, StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i >= 0; i--) {
                text = step(text, new String(other, StandardCharsets.UTF_8));
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private String step(String text, String other) {
            if (text.isEmpty()) {
                return other;
            }
            int at = random.nextInt(text.length());
            int to = at + random.nextInt(Math.min(12, text.length() - at) + 1);
            return switch (random.nextInt(6)) {
                case 0 -> text.substring(0, at) + text.substring(to);
                case 1 -> text.substring(0, at) + (char) (32 + random.nextInt(96)) + text.substring(to);
                case 2 -> text.substring(0, to) + text.substring(at);
                case 3, 4 -> replaceValue(text);
                default -> moveMember(text, other);
            };
        }

        /** Puts some token in the place of some member's value. */
        private String replaceValue(String text) {
            List<Integer> colons = positions(text, "\":");
            if (colons.isEmpty()) {
                return text;
            }
            int start = colons.get(random.nextInt(colons.size())) + 2;
            int end = start;
            while (end < text.length() && ",}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return text.substring(0, start) + TOKENS.get(random.nextInt(TOKENS.size())) + text.substring(end);
        }

        /** Takes a piece of another body between two commas. */
        private String moveMember(String text, String other) {
            List<Integer> here = positions(text, ",");
            List<Integer> there = positions(other, ",");
            if (here.isEmpty() || there.size() < 2) {
                return text;
            }
            int from = random.nextInt(there.size() - 1);
            int at = here.get(random.nextInt(here.size()));
            return text.substring(0, at) + other.substring(there.get(from), there.get(from + 1)) + text.substring(at);
        }

        private static List<Integer> positions(String text, String sought) {
            List<Integer> found = new ArrayList<>();
            for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
                found.add(at);
            }
            return found;
        }
    }
}
