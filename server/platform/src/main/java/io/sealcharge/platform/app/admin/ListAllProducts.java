package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.ProductListing;
import io.vertx.core.Future;

/** All products, for sale or not. */
public final class ListAllProducts {
    private final OperatorDesk desk;
    private final AdminProductStore products;

    public ListAllProducts(OperatorDesk desk, AdminProductStore products) {
        this.desk = desk;
        this.products = products;
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Page<ProductListing>>> execute(Caller caller, Page.Request page) {
        return desk.show(
                caller,
                () -> products.list(page.after(), page.limit() + 1)
                        .map(found -> Outcome.done(Page.of(
                                found,
                                page.limit(),
                                listing -> listing.product().id()))));
    }
}
