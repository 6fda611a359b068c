package io.sealcharge.platform.http;

import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.admin.ListAllProducts;
import io.sealcharge.platform.app.admin.OperatorDesk;
import io.sealcharge.platform.app.admin.PutProduct;
import java.time.InstantSource;

/** Operators' use cases over stores that tests script. */
final class ScriptedAdmin {
    final ScriptedProducts products = new ScriptedProducts();

    AdminUseCases useCases(ChannelStore clients, Ids ids, InstantSource clock) {
        OperatorDesk desk = new OperatorDesk(clients, ids, clock);
        return new AdminUseCases(new ListAllProducts(desk, products), new PutProduct(desk, products));
    }

    int writes() {
        return products.acts.size();
    }
}
