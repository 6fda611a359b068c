package io.sealcharge.platform.http.json;

import io.sealcharge.platform.domain.CreditGrant;
import io.vertx.core.buffer.Buffer;

/** The contract's CreditGrant. */
public final class CreditGrantJson {
    private CreditGrantJson() {}

    public static Buffer one(CreditGrant grant) {
        return JsonText.object(json -> {
            json.writeStringField("channel", grant.channel());
            json.writeStringField("reference", grant.reference());
            JsonText.money(json, "amountMinor", grant.amount());
            JsonText.time(json, "grantedAt", grant.grantedAt());
        });
    }
}
