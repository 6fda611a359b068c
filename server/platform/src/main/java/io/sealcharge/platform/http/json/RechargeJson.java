package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Recharge;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** The contract's Recharge: completed with its receipt, pending, or refused without a reason. */
public final class RechargeJson {
    private RechargeJson() {}

    public static Buffer one(Recharge recharge) {
        return JsonText.object(json -> members(json, recharge));
    }

    public static Buffer list(List<Recharge> recharges) {
        return JsonText.items(recharges, RechargeJson::members);
    }

    private static void members(JsonGenerator json, Recharge recharge) throws IOException {
        if (!(recharge.ending() instanceof Recharge.BeingRedeemedByYou)) {
            json.writeStringField("id", recharge.id().toString());
        }
        json.writeStringField("reference", recharge.reference());
        json.writeStringField("terminal", recharge.terminal());
        switch (recharge.ending()) {
            case Recharge.Redeemed redeemed -> completed(json, "redeemed", redeemed.receipt());
            case Recharge.AlreadyRedeemedByYou already -> completed(json, "already_redeemed_by_you", already.first());
            case Recharge.Pending _ -> pending(json, recharge.id());
            case Recharge.BeingRedeemedByYou being -> pending(json, being.firstRechargeId());
            case Recharge.ChargingRejected _ -> json.writeStringField("status", "charging_rejected");
            case Recharge.Refused _ -> json.writeStringField("status", "refused");
        }
    }

    private static void pending(JsonGenerator json, UUID rechargeId) throws IOException {
        json.writeStringField("status", "pending");
        json.writeStringField("rechargeId", rechargeId.toString());
    }

    private static void completed(JsonGenerator json, String status, Recharge.Receipt receipt) throws IOException {
        json.writeStringField("status", status);
        json.writeObjectFieldStart("receipt");
        json.writeStringField("rechargeId", receipt.rechargeId().toString());
        json.writeStringField("reference", receipt.reference());
        json.writeStringField("serialNumber", receipt.serialNumber());
        json.writeStringField("phoneNumber", receipt.phoneNumber());
        JsonText.money(json, "amountMinor", receipt.amount());
        JsonText.time(json, "redeemedAt", receipt.redeemedAt());
        json.writeEndObject();
    }
}
