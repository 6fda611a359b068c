package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetPurchase;
import io.sealcharge.platform.http.json.PurchaseJson;
import io.vertx.core.Future;

/** {@code GET /v1/purchases/{purchaseId}}. */
public final class GetPurchaseRoute implements ApiRoute {
    private final GetPurchase getPurchase;

    public GetPurchaseRoute(GetPurchase getPurchase) {
        this.getPurchase = getPurchase;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getPurchase
                .execute(request.caller(), request.pathId("purchaseId"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), purchase -> Answer.ok(PurchaseJson.one(purchase))));
    }
}
