package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductListing;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The contract's ProductListing. */
public final class ProductListingJson {
    private ProductListingJson() {}

    public static Buffer one(ProductListing listing) {
        return JsonText.object(json -> members(json, listing));
    }

    public static Buffer page(Page<ProductListing> page) {
        return JsonText.page(page, ProductListingJson::members);
    }

    private static void members(JsonGenerator json, ProductListing listing) throws IOException {
        Product product = listing.product();
        json.writeStringField("id", product.id());
        json.writeStringField("name", product.name());
        json.writeBooleanField("active", listing.active());
        json.writeStringField("source", product.source().label());
        json.writeNumberField("faceValueMinor", product.faceValue().amountMinor());
        JsonText.money(json, "priceMinor", product.price());
        json.writeNumberField("pinLength", product.pinFormat().length());
        json.writeBooleanField("pinCheckDigit", product.pinFormat().checkDigit());
        json.writeNumberField("serialLength", product.serialLength());
        json.writeNumberField("validityDays", product.validityDays());
    }
}
