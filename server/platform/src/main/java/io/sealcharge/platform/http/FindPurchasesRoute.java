package io.sealcharge.platform.http;

import io.sealcharge.platform.app.FindPurchases;
import io.sealcharge.platform.http.json.PurchaseJson;
import io.vertx.core.Future;

/** {@code GET /v1/purchases?reference=}. */
public final class FindPurchasesRoute implements ApiRoute {
    private final FindPurchases findPurchases;

    public FindPurchasesRoute(FindPurchases findPurchases) {
        this.findPurchases = findPurchases;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return findPurchases
                .execute(request.caller(), request.query("reference"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), purchases -> Answer.ok(PurchaseJson.list(purchases))));
    }
}
