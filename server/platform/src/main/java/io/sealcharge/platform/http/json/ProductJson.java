package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Product;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** The contract's Products. */
public final class ProductJson {
    private ProductJson() {}

    public static Buffer list(List<Offer> offers) {
        return JsonText.items(offers, ProductJson::members);
    }

    private static void members(JsonGenerator json, Offer offer) throws IOException {
        Product product = offer.product();
        json.writeStringField("id", product.id());
        json.writeStringField("name", product.name());
        json.writeNumberField("faceValueMinor", product.faceValue().amountMinor());
        json.writeNumberField("priceMinor", offer.price().amountMinor());
        JsonText.money(json, "commissionMinor", offer.commission());
        json.writeNumberField("validityDays", product.validityDays());
    }
}
