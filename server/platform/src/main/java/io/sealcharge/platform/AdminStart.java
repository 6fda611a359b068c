package io.sealcharge.platform;

import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.app.admin.ListAllProducts;
import io.sealcharge.platform.app.admin.OperatorDesk;
import io.sealcharge.platform.app.admin.PutProduct;
import io.sealcharge.platform.http.AdminUseCases;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgAdminProductStore;
import java.time.InstantSource;

/** Makes what operators can ask for. */
record AdminStart(Database database) {

    AdminUseCases useCases(ChannelStore clients, Ids ids, InstantSource clock) {
        OperatorDesk desk = new OperatorDesk(clients, ids, clock);
        PgAdminProductStore products = new PgAdminProductStore(database);
        return new AdminUseCases(new ListAllProducts(desk, products), new PutProduct(desk, products));
    }
}
