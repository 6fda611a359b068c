package io.sealcharge.platform.charging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sealcharge.envelope.StrictUtf8;
import io.sealcharge.platform.app.ChargingGateway.Redemption;
import io.sealcharge.platform.app.ChargingGateway.Verdict;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the charging system said, and whether it is an answer at all. */
record ChargingAnswer(int status, Buffer body) {
    /** A member that occurs twice could be read as either. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * @return empty if the redemption is not known there
     * @throws UnknownOutcomeException if it is neither that nor a final answer about this redemption
     */
    Optional<Verdict> verdict(Redemption redemption) {
        if (status == 404) {
            return Optional.empty();
        }
        if (status != 200 && status != 201) {
            throw new UnknownOutcomeException("it answered with status " + status);
        }
        Map<String, String> texts = texts();
        if (!redemption.id().toString().equals(texts.get("redemptionId"))) {
            throw new UnknownOutcomeException("its answer is about another redemption");
        }
        return Optional.of(
                switch (texts.getOrDefault("status", "")) {
                    case "credited" -> Verdict.CREDITED;
                    case "rejected" -> Verdict.REJECTED;
                    default -> throw new UnknownOutcomeException("its answer has no status that is final");
                });
    }

    /** The members that are strings. */
    private Map<String, String> texts() {
        try (JsonParser parser = JSON.createParser(StrictUtf8.decode(body.getBytes()))) {
            Map<String, String> texts = new HashMap<>();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notAnObject();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw notAnObject();
            }
            return texts;
        } catch (IOException notJson) {
            throw notAnObject();
        }
    }

    private static UnknownOutcomeException notAnObject() {
        return new UnknownOutcomeException("its answer is no JSON object");
    }
}
