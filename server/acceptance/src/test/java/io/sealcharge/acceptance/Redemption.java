package io.sealcharge.acceptance;

import io.sealcharge.acceptance.Api.Reply;
import io.sealcharge.acceptance.Api.Request;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.VoucherSecret;
import io.vertx.core.json.JsonObject;

/**
 * One voucher, bought to be redeemed for one number by a terminal of its own.
 *
 * @param request the second recharge request, which may be sent as often as one likes
 */
record Redemption(Shop shop, String serialNumber, String phoneNumber, Request request) {

    /** Buys the voucher and gets the recharge key; the recharge itself is left to the caller. */
    static Redemption prepare(Shop shop, String phoneNumber) {
        try (VoucherSecret voucher = shop.voucher()) {
            return of(shop, voucher, phoneNumber, "till-" + phoneNumber.substring(1));
        }
    }

    /** For a voucher that is there already. */
    static Redemption of(Shop shop, VoucherSecret voucher, String phoneNumber, String terminal) {
        RechargeKey key = shop.verifiedKey(terminal);
        String envelope = Shop.sealed(voucher.pin(), phoneNumber, key, KeyEncryption.ECDH_ES);
        JsonObject body = Shop.rechargeBody(key.reference(), terminal, envelope).put("phoneNumber", phoneNumber);
        return new Redemption(shop, voucher.serialNumber(), phoneNumber, shop.recharge(body));
    }

    /** Sends it to the platform that {@code shop} speaks to. */
    Reply send() {
        return shop.api().send(request);
    }

    /** The same bytes to another shop's platform, such as one that was restarted. */
    Redemption at(Shop other) {
        return new Redemption(other, serialNumber, phoneNumber, request.as(other.token()));
    }

    String voucherState() {
        return shop.api()
                .ask(Request.get("/v1/vouchers/" + serialNumber).as(shop.token()))
                .getString("state");
    }
}
