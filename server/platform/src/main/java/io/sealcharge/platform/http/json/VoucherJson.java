package io.sealcharge.platform.http.json;

import io.sealcharge.platform.domain.Voucher;
import io.vertx.core.buffer.Buffer;

/** The contract's Voucher. */
public final class VoucherJson {
    private VoucherJson() {}

    public static Buffer one(Voucher voucher) {
        return JsonText.object(json -> {
            json.writeStringField("serialNumber", voucher.serialNumber());
            json.writeStringField("product", voucher.product());
            json.writeStringField("state", voucher.state().label());
            JsonText.money(json, "faceValueMinor", voucher.faceValue());
            JsonText.time(json, "expiresAt", voucher.expiresAt());
        });
    }
}
