package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.PutProduct;
import io.sealcharge.platform.http.body.ProductBody;
import io.sealcharge.platform.http.json.ProductListingJson;
import io.vertx.core.Future;

/** {@code PUT /v1/admin/products/{productId}}. */
public final class PutProductRoute implements ApiRoute {
    private final PutProduct putProduct;

    public PutProductRoute(PutProduct putProduct) {
        this.putProduct = putProduct;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return putProduct
                .execute(
                        request.caller(),
                        ProductBody.decode(
                                request.path("productId"), request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), listing -> Answer.ok(ProductListingJson.one(listing))));
    }
}
