package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductListing;
import io.vertx.core.Future;

/** Makes a product, or changes it. What its vouchers promise stays as it is once there are any. */
public final class PutProduct {
    private final OperatorDesk desk;
    private final AdminProductStore products;

    public PutProduct(OperatorDesk desk, AdminProductStore products) {
        this.desk = desk;
        this.products = products;
    }

    /**
     * @return Done; or Refused with PRODUCT_SOLD, COMMISSION_ABOVE_PRICE, CHANNEL_SUSPENDED. Fails with
     *     UnavailableException.
     */
    public Future<Outcome<ProductListing>> execute(Caller caller, ProductListing listing) {
        Product product = listing.product();
        Deed deed = Deed.of("putProduct", product.id())
                .with("name", product.name())
                .with("active", listing.active())
                .with("source", product.source().label())
                .with("faceValueMinor", product.faceValue().amountMinor())
                .with("priceMinor", product.price().amountMinor())
                .with("currency", product.faceValue().currency())
                .with("pinLength", product.pinFormat().length())
                .with("pinCheckDigit", product.pinFormat().checkDigit())
                .with("serialLength", product.serialLength())
                .with("validityDays", product.validityDays());
        return desk.act(caller, deed, act -> products.put(listing, act));
    }
}
