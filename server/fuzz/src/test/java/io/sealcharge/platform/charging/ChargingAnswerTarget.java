package io.sealcharge.platform.charging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import io.sealcharge.platform.app.ChargingGateway.Redemption;
import io.sealcharge.platform.app.ChargingGateway.Verdict;
import io.sealcharge.platform.domain.Money;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A charging system's answers: final and about this redemption, or none at all. */
public final class ChargingAnswerTarget implements FuzzTarget {
    private static final Redemption REDEMPTION = new Redemption(
            UUID.fromString("019aca35-3f1c-7000-8000-0123456789ab"), "+8613800138000", new Money(5_000, "CNY"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void read(byte[] input) throws IOException {
        Optional<Verdict> verdict;
        try {
            verdict = new ChargingAnswer(200, Buffer.buffer(input)).verdict(REDEMPTION);
        } catch (UnknownOutcomeException unknown) {
            Told.requireHarmless(String.valueOf(unknown.getMessage()));
            return;
        }
        JsonNode json = JSON.readTree(input);
        Told.require(json.path("redemptionId").asText().equals(REDEMPTION.id().toString()), "about another one");
        Told.require(
                verdict.map(said -> said.name().toLowerCase(Locale.ROOT))
                        .filter(json.path("status").asText()::equals)
                        .isPresent(),
                "another verdict than it says");
    }
}
