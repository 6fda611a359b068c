package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Product;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** The contract's Products. */
public final class ProductJson {
    private ProductJson() {}

    public static Buffer list(List<Product> products) {
        return JsonText.items(products, ProductJson::members);
    }

    private static void members(JsonGenerator json, Product product) throws IOException {
        json.writeStringField("id", product.id());
        json.writeStringField("name", product.name());
        json.writeNumberField("faceValueMinor", product.faceValue().amountMinor());
        JsonText.money(json, "priceMinor", product.price());
        json.writeNumberField("validityDays", product.validityDays());
    }
}
