package io.sealcharge.acceptance;

import io.sealcharge.acceptance.Api.Request;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.RechargeKeyStatement;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.VoucherEnvelope;
import io.sealcharge.envelope.VoucherSecret;
import io.sealcharge.terminal.References;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A channel's good requests, and what must be refused although each part of it is good. */
final class Shop {
    static final String PURCHASES = "/v1/purchases";
    static final String RECHARGE_REQUESTS = "/v1/recharge-requests";
    static final String RECHARGES = "/v1/recharges";
    static final String PHONE_NUMBER = "+8613800138000";
    private static final String TERMINAL = "till-1";

    private final Api api;
    private final String token;
    private final String poorToken;
    private final PinnedKeys pins;
    private final TerminalKeys keys = new TerminalKeys();

    Shop(Installation installation, Api api) {
        this.api = api;
        this.token = api.token(installation.channel());
        this.poorToken = api.token(installation.poorChannel());
        try {
            this.pins = PinnedKeys.parse(Files.readString(installation.root().resolve("keys/envelope-pins.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Api api() {
        return api;
    }

    /** With all scopes. */
    String token() {
        return token;
    }

    TerminalKeys keys() {
        return keys;
    }

    JsonObject purchaseBody() {
        return new JsonObject()
                .put("reference", References.next())
                .put("terminal", TERMINAL)
                .put("product", Installation.PRODUCT)
                .put("quantity", 1)
                .put("key", keys.ec());
    }

    Request purchase(JsonObject body) {
        return Request.post(PURCHASES, body.encode()).as(token);
    }

    Request rechargeRequest(String reference, String terminal) {
        JsonObject body = new JsonObject().put("reference", reference).put("terminal", terminal);
        return Request.post(RECHARGE_REQUESTS, body.encode()).as(token);
    }

    /** The platform's answer with a one-time key. */
    JsonObject rechargeKey(String reference, String terminal) {
        return api.ask(rechargeRequest(reference, terminal));
    }

    static JsonObject rechargeBody(String reference, String terminal, String envelope) {
        return new JsonObject()
                .put("reference", reference)
                .put("terminal", terminal)
                .put("phoneNumber", PHONE_NUMBER)
                .put("envelope", envelope);
    }

    Request recharge(JsonObject body) {
        return Request.post(RECHARGES, body.encode()).as(token);
    }

    /** A call of each operation that needs a token, without one, and the scope that it needs. */
    Map<Request, String> goodCalls() {
        Map<Request, String> calls = new LinkedHashMap<>();
        calls.put(Request.get("/v1/products"), "products:read");
        calls.put(Request.post(PURCHASES, purchaseBody().encode()), "vouchers:buy");
        calls.put(Request.get("/v1/purchases/" + LookUps.NO_ID), "vouchers:read");
        calls.put(Request.get("/v1/purchases?reference=r"), "vouchers:read");
        calls.put(rechargeRequest(References.next(), TERMINAL).without("Authorization"), "vouchers:recharge");
        calls.put(
                recharge(rechargeBody(References.next(), TERMINAL, "a.b.c.d.e")).without("Authorization"),
                "vouchers:recharge");
        calls.put(Request.get("/v1/recharges/" + LookUps.NO_ID), "vouchers:read");
        calls.put(Request.get("/v1/recharges?reference=r"), "vouchers:read");
        calls.put(Request.get("/v1/vouchers/1234567890123456"), "vouchers:read");
        calls.put(Request.get("/v1/subscribers/%2B8613800138000/balance"), "subscribers:read");
        return calls;
    }

    /** What the platform knows and this caller may not have. */
    List<BadCase> forbidden() {
        JsonObject sold = api.ask(purchase(purchaseBody()));
        String serial = sold.getJsonArray("vouchers").getJsonObject(0).getString("serialNumber");
        Used used = usedKey();
        JsonObject tooMuch = purchaseBody().put("quantity", 2);
        return List.of(
                BadCase.problem(
                        "an unknown product",
                        purchase(purchaseBody().put("product", "demo-51")),
                        422,
                        "product_unknown"),
                BadCase.problem(
                        "credit exhausted",
                        Request.post(PURCHASES, tooMuch.encode()).as(poorToken),
                        402,
                        "insufficient_credit"),
                BadCase.problem(
                        "another channel's purchase",
                        Request.get("/v1/purchases/" + sold.getString("id")).as(poorToken),
                        404,
                        "not_found"),
                BadCase.problem(
                        "another channel's voucher",
                        Request.get("/v1/vouchers/" + serial).as(poorToken),
                        404,
                        "not_found"),
                BadCase.problem(
                        "another channel's recharge",
                        Request.get("/v1/recharges/" + used.recharge().getString("id"))
                                .as(poorToken),
                        404,
                        "not_found"),
                BadCase.problem(
                        "a used kid",
                        recharge(rechargeBody(
                                References.next(), TERMINAL, used.body().getString("envelope"))),
                        409,
                        "kid_used"),
                BadCase.problem(
                        "a used kid of another terminal",
                        recharge(rechargeBody(
                                References.next(), "till-2", used.body().getString("envelope"))),
                        409,
                        "kid_used"),
                BadCase.problem(
                        "a scope that the channel lacks",
                        rechargeRequest(References.next(), TERMINAL).as(poorToken),
                        403,
                        "insufficient_scope"));
    }

    /** References that stand for a request each, sent with another one. */
    List<BadCase> reusedReferences() {
        JsonObject bought = purchaseBody();
        api.ask(purchase(bought));
        JsonObject otherKey = keys.ec().put("kid", "named");
        String requested = References.next();
        rechargeKey(requested, "till-3");
        Used used = usedKey();
        JsonObject spent = used.body();
        String other = new BadEnvelopes(keys.unknownKid(), keys.point()).soundFor(keys.unknownKid());
        return List.of(
                reused("purchase, quantity", purchase(bought.copy().put("quantity", 2))),
                reused("purchase, terminal", purchase(bought.copy().put("terminal", "till-9"))),
                reused("purchase, product", purchase(bought.copy().put("product", "demo-51"))),
                reused("purchase, the key's name", purchase(bought.copy().put("key", otherKey))),
                reused("purchase, key", purchase(bought.copy().put("key", new TerminalKeys().ec()))),
                reused("recharge request, terminal", rechargeRequest(requested, "till-9")),
                reused("recharge, number", recharge(spent.copy().put("phoneNumber", "+8613800138001"))),
                reused("recharge, terminal", recharge(spent.copy().put("terminal", "till-9"))),
                reused("recharge, envelope", recharge(spent.copy().put("envelope", other))));
    }

    private static BadCase reused(String what, Request request) {
        return BadCase.problem("a reference reused: " + what, request, 422, "reference_reused");
    }

    private record Used(JsonObject body, JsonObject recharge) {}

    /** A key that a recharge has used up. */
    private Used usedKey() {
        try (VoucherSecret voucher = voucher()) {
            RechargeKey key = verifiedKey(TERMINAL);
            JsonObject body = rechargeBody(
                    key.reference(), TERMINAL, sealed(voucher.pin(), PHONE_NUMBER, key, KeyEncryption.ECDH_ES));
            JsonObject recharge = api.ask(recharge(body));
            if (!recharge.getString("status").equals("redeemed")) {
                throw new AssertionError(recharge.encode());
            }
            return new Used(body, recharge);
        }
    }

    RechargeKey verifiedKey(String terminal) {
        return RechargeKeyStatement.verify(
                rechargeKey(References.next(), terminal).getString("signature"), pins);
    }

    /** A new voucher, opened. */
    VoucherSecret voucher() {
        TerminalPrivateKey key = TerminalPrivateKey.generate(KeyEncryption.ECDH_ES);
        JsonObject sold = api.ask(purchase(
                purchaseBody().put("key", new JsonObject(key.publicKey().toJwkJson()))));
        return VoucherEnvelope.open(
                sold.getJsonArray("vouchers").getJsonObject(0).getString("envelope"), key);
    }

    static String sealed(Pin pin, String phoneNumber, RechargeKey key, KeyEncryption encryption) {
        return RechargeEnvelope.seal(new RechargeContent(pin, phoneNumber, key.reference()), key, encryption);
    }

    /** The recharge that spends a PIN, for a number. */
    void spend(Pin pin, String phoneNumber) {
        RechargeKey key = verifiedKey(TERMINAL);
        api.ask(recharge(rechargeBody(key.reference(), TERMINAL, sealed(pin, phoneNumber, key, KeyEncryption.ECDH_ES))
                .put("phoneNumber", phoneNumber)));
    }

    static Pin pin(String digits) {
        return new Pin(digits.getBytes(StandardCharsets.US_ASCII));
    }
}
