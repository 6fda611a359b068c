package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ListAllProducts;
import io.sealcharge.platform.app.admin.PutProduct;
import java.util.List;

/** All that operators can ask for, but for batches. */
public record AdminUseCases(ListAllProducts listAllProducts, PutProduct putProduct) {

    List<ApiRoute> routes() {
        return List.of(new ListAllProductsRoute(listAllProducts), new PutProductRoute(putProduct));
    }
}
