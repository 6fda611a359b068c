package io.sealcharge.platform.http;

import io.sealcharge.platform.app.AcknowledgePurchase;
import io.sealcharge.platform.http.body.EmptyBody;
import io.sealcharge.platform.http.json.PurchaseJson;
import io.vertx.core.Future;

/** {@code POST /v1/purchases/{purchaseId}/acknowledgement}. */
public final class AcknowledgePurchaseRoute implements ApiRoute {
    private final AcknowledgePurchase acknowledgePurchase;

    public AcknowledgePurchaseRoute(AcknowledgePurchase acknowledgePurchase) {
        this.acknowledgePurchase = acknowledgePurchase;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        EmptyBody.check(request.body().getBytes());
        return acknowledgePurchase
                .execute(request.caller(), request.pathId("purchaseId"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), purchase -> Answer.ok(PurchaseJson.one(purchase))));
    }
}
