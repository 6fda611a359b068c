package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ListAllProducts;
import io.sealcharge.platform.http.json.ProductListingJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/products}. */
public final class ListAllProductsRoute implements ApiRoute {
    private final ListAllProducts listAllProducts;

    public ListAllProductsRoute(ListAllProducts listAllProducts) {
        this.listAllProducts = listAllProducts;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listAllProducts
                .execute(request.caller(), request.page())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), page -> Answer.ok(ProductListingJson.page(page))));
    }
}
