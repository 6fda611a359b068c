package io.sealcharge.platform.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sealcharge.envelope.MalformedEnvelopeException;
import io.sealcharge.platform.http.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds strict decoders against the contract: same verdict, but for the rules that no JSON schema can state. */
public final class ContractAgreement {
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

    /** Those of java.util.regex. */
    private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";

    private final Map<String, Validator> validators = new HashMap<>();

    /** Reads the contract and the bodies of the operations that {@link Corpus#decode} knows. */
    public static ContractAgreement load() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return new ContractAgreement(Contract.load(vertx)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private ContractAgreement(Contract contract) {
        for (String operation : Corpus.OPERATIONS) {
            validators.put(
                    operation,
                    contract.model()
                            .getSchemaRepository()
                            .validator(contract.model()
                                    .operation(operation)
                                    .getRequestBody()
                                    .getContent()
                                    .get("application/json")
                                    .getSchema()));
        }
    }

    /**
     * Decodes a body and asks the contract about it.
     *
     * @param what tells the body to whoever reads the failure
     * @return whether the decoder took it
     * @throws AssertionError if they do not agree
     */
    public boolean check(String operation, byte[] body, String what) {
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
                || hasTextThatEndsALine(text)
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

    /** Java's $ lets the end of a line pass at the end of a text, ECMA's does not. */
    private static boolean hasTextThatEndsALine(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && !parser.getText().isEmpty()
                        && LINE_ENDS.indexOf(
                                        parser.getText().charAt(parser.getText().length() - 1))
                                >= 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException notJson) {
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

    private boolean contractAllows(String operation, byte[] body) {
        Object json;
        try {
            json = Json.decodeValue(Buffer.buffer(body));
        } catch (DecodeException notJson) {
            return false;
        }
        OutputUnit verdict = validators.get(operation).validate(json);
        return verdict.getValid();
    }
}
