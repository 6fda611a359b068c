package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.VoucherDossier;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contract's VoucherDossier. */
public final class VoucherDossierJson {
    private VoucherDossierJson() {}

    public static Buffer one(VoucherDossier voucher) {
        return JsonText.object(json -> {
            json.writeStringField("serialNumber", voucher.serialNumber());
            json.writeStringField("product", voucher.product());
            json.writeStringField("state", voucher.state().label());
            JsonText.money(json, "faceValueMinor", voucher.faceValue());
            if (voucher.expiresAt() != null) {
                JsonText.time(json, "expiresAt", voucher.expiresAt());
            }
            textIfAny(json, "batch", voucher.batch());
            textIfAny(json, "channel", voucher.channel());
            UUID purchase = voucher.purchase();
            textIfAny(json, "purchaseId", purchase == null ? null : purchase.toString());
            textIfAny(json, "replaces", voucher.replaces());
            textIfAny(json, "replacedBy", voucher.replacedBy());
            JsonText.array(json, "history", voucher.history(), VoucherDossierJson::event);
        });
    }

    private static void event(JsonGenerator json, VoucherDossier.Event event) throws IOException {
        JsonText.time(json, "at", event.at());
        textIfAny(json, "from", event.from());
        json.writeStringField("to", event.to());
        json.writeStringField("actor", event.actor());
        json.writeStringField("reason", event.reason());
        JsonText.money(json, "amountMinor", event.amount());
        textIfAny(json, "channel", event.channel());
        textIfAny(json, "phoneNumber", event.phoneNumber());
        textIfAny(json, "remark", event.remark());
    }

    private static void textIfAny(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
