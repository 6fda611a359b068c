package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.ProductListing;
import io.vertx.core.Future;
import java.util.List;

/** Products as operators see and change them. Failures: UnavailableException. */
public interface AdminProductStore {

    /** Products by id, from the first one after {@code after}, whether they are for sale or not. */
    Future<List<ProductListing>> list(String after, int most);

    /**
     * Writes the product, new or changed, and opens the platform's accounts in its currency.
     *
     * @return Done with the product as it is now; or Refused with PRODUCT_SOLD, COMMISSION_ABOVE_PRICE
     */
    Future<Outcome<ProductListing>> put(ProductListing listing, AdminAct act);
}
