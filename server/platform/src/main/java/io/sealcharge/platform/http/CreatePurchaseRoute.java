package io.sealcharge.platform.http;

import io.sealcharge.platform.app.CreatePurchase;
import io.sealcharge.platform.http.body.PurchaseBody;
import io.sealcharge.platform.http.json.PurchaseJson;
import io.vertx.core.Future;

/** {@code POST /v1/purchases}. */
public final class CreatePurchaseRoute implements ApiRoute {
    private final CreatePurchase createPurchase;

    public CreatePurchaseRoute(CreatePurchase createPurchase) {
        this.createPurchase = createPurchase;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        CreatePurchase.Order order = PurchaseBody.decode(request.body().getBytes());
        request.checkIdempotencyKey(order.reference());
        return createPurchase
                .execute(request.caller(), order)
                .map(outcome -> ProblemMapper.of(
                        outcome,
                        request.traceId(),
                        purchase -> purchase.answerErased()
                                ? ProblemMapper.purchaseErased(purchase, request.traceId())
                                : Answer.created(PurchaseJson.one(purchase))
                                        .with("Location", "/v1/purchases/" + purchase.id())));
    }
}
