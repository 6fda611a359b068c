package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Purchase;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** The contract's Purchase. */
public final class PurchaseJson {
    private PurchaseJson() {}

    public static Buffer one(Purchase purchase) {
        return JsonText.object(json -> members(json, purchase));
    }

    public static Buffer list(List<Purchase> purchases) {
        return JsonText.items(purchases, PurchaseJson::members);
    }

    static void members(JsonGenerator json, Purchase purchase) throws IOException {
        json.writeStringField("id", purchase.id().toString());
        json.writeStringField("reference", purchase.reference());
        json.writeStringField("terminal", purchase.terminal());
        json.writeStringField("product", purchase.product());
        json.writeNumberField("quantity", purchase.vouchers().size());
        json.writeNumberField("totalMinor", purchase.total().amountMinor());
        JsonText.money(json, "commissionMinor", purchase.commission());
        JsonText.time(json, "createdAt", purchase.createdAt());
        if (purchase.answerErased()) {
            json.writeBooleanField("answerErased", true);
        }
        JsonText.array(json, "vouchers", purchase.vouchers(), PurchaseJson::voucher);
    }

    private static void voucher(JsonGenerator json, Purchase.Item item) throws IOException {
        json.writeStringField("serialNumber", item.face().serialNumber());
        JsonText.money(json, "faceValueMinor", item.face().faceValue());
        JsonText.time(json, "expiresAt", item.face().expiresAt());
        if (item.envelope() != null) {
            json.writeStringField("envelope", item.envelope());
        }
    }
}
