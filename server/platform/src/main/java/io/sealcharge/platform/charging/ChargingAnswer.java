package io.sealcharge.platform.charging;

import io.sealcharge.platform.app.ChargingGateway.Redemption;
import io.sealcharge.platform.app.ChargingGateway.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What the charging system said, and whether it is an answer at all. */
record ChargingAnswer(int status, Buffer body) {

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
        JsonObject json = json();
        if (!redemption.id().toString().equals(json.getValue("redemptionId"))) {
            throw new UnknownOutcomeException("its answer is about another redemption");
        }
        return Optional.of(
                switch (String.valueOf(json.getValue("status"))) {
                    case "credited" -> Verdict.CREDITED;
                    case "rejected" -> Verdict.REJECTED;
                    default -> throw new UnknownOutcomeException("its answer has no status that is final");
                });
    }

    private JsonObject json() {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException notAnObject) {
            throw new UnknownOutcomeException("its answer is no JSON object");
        }
    }
}
