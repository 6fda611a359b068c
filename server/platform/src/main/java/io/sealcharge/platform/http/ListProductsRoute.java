package io.sealcharge.platform.http;

import io.sealcharge.platform.app.ListProducts;
import io.sealcharge.platform.http.json.ProductJson;
import io.vertx.core.Future;

/** {@code GET /v1/products}. */
public final class ListProductsRoute implements ApiRoute {
    private final ListProducts listProducts;

    public ListProductsRoute(ListProducts listProducts) {
        this.listProducts = listProducts;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listProducts
                .execute(request.caller())
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), products -> Answer.ok(ProductJson.list(products))));
    }
}
