package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.Readiness;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.http.TestApi.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApiAnswersTest {
    private TestApi api;

    @BeforeEach
    void start() {
        api = new TestApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply buy() {
        return api.post("/v1/purchases", Bodies.good("createPurchase"));
    }

    private Reply recharge() {
        api.post("/v1/recharge-requests", Bodies.good("createRechargeRequest"));
        return api.post("/v1/recharges", Bodies.good("createRecharge"));
    }

    @Test
    void productsAreListed() {
        Reply reply = api.getAs("/v1/products");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .isEqualTo("{\"items\":[{\"id\":\"topup-50\",\"name\":\"Top-up 50\",\"faceValueMinor\":5000,"
                        + "\"priceMinor\":4800,\"commissionMinor\":100,\"currency\":\"CNY\",\"validityDays\":365}]}");
    }

    @Test
    void aPurchaseIsAnsweredWithItsVouchers() {
        Reply reply = buy();

        JsonObject purchase = reply.json();
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Location")).isEqualTo("/v1/purchases/" + purchase.getString("id"));
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("X-Trace-Id")).matches("[0-9a-f]{32}");
        assertThat(reply.header("Idempotency-Replayed")).isEmpty();
        assertThat(purchase.fieldNames())
                .containsExactly(
                        "id",
                        "reference",
                        "terminal",
                        "product",
                        "quantity",
                        "totalMinor",
                        "commissionMinor",
                        "currency",
                        "createdAt",
                        "vouchers");
        assertThat(purchase.getString("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(purchase.getInteger("totalMinor")).isEqualTo(4800);
        assertThat(purchase.getInteger("commissionMinor")).isEqualTo(100);
        assertThat(purchase.getJsonArray("vouchers").getJsonObject(0).fieldNames())
                .containsExactly("serialNumber", "faceValueMinor", "currency", "expiresAt", "envelope");
    }

    @Test
    void aRepeatedPurchaseIsTheSameByteForByteAndMarked() {
        Reply first = buy();
        Reply second = buy();

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(api.writes()).isEqualTo(1);
    }

    @Test
    void aPurchaseIsFoundByIdAndByReference() {
        Reply bought = buy();

        assertThat(api.getAs(bought.header("Location")).text()).isEqualTo(bought.text());
        assertThat(api.getAs("/v1/purchases?reference=order-1").text())
                .isEqualTo("{\"items\":[" + bought.text() + "]}");
        assertThat(api.getAs("/v1/purchases?reference=order-2").text()).isEqualTo("{\"items\":[]}");
    }

    @Test
    void aPurchaseUnderASharedKeyIsAnsweredLikeAnyOther() {
        String order = Bodies.underSharedKey("kiosk-1", Bodies.SHARED_KID);
        api.terminals.put(Bodies.sharedKey(SharedKeyOnFile.State.ACTIVE, 0));

        Reply reply = api.post("/v1/purchases", order);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().fieldNames()).contains("vouchers").doesNotContain("answerErased", "terminalKey");
        assertThat(api.post("/v1/purchases", order).text()).isEqualTo(reply.text());
    }

    @Test
    void ofAnErasedPurchaseTheReceiptIsShownAndItsRepeatIsGone() {
        Reply bought = buy();
        api.vouchers.eraseEnvelopes();

        Reply receipt = api.getAs(bought.header("Location"));
        Reply repeat = buy();

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.json().getBoolean("answerErased")).isTrue();
        assertThat(receipt.json().getJsonArray("vouchers").getJsonObject(0).fieldNames())
                .containsExactly("serialNumber", "faceValueMinor", "currency", "expiresAt");
        assertThat(api.getAs("/v1/purchases?reference=order-1").text())
                .isEqualTo("{\"items\":[" + receipt.text() + "]}");
        assertThat(repeat.status()).isEqualTo(410);
        assertThat(repeat.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeat.code()).isEqualTo("answer_erased");
        assertThat(repeat.json().getJsonObject("purchase")).isEqualTo(receipt.json());
        assertThat(api.writes()).isEqualTo(1);
    }

    @Test
    void aRechargeRequestIsAnsweredWithItsKeyAndRepeated() {
        Reply reply = api.post("/v1/recharge-requests", Bodies.good("createRechargeRequest"));

        JsonObject request = reply.json();
        assertThat(reply.status()).isEqualTo(201);
        assertThat(request.fieldNames())
                .containsExactly(
                        "id",
                        "reference",
                        "terminal",
                        "kid",
                        "key",
                        "algorithms",
                        "encryption",
                        "expiresAt",
                        "signature");
        assertThat(request.getJsonObject("key").fieldNames()).containsExactly("kty", "crv", "x", "y", "kid", "use");
        assertThat(request.getString("kid")).isEqualTo(ScriptedKeys.ASSIGNED.kid());
        assertThat(request.getJsonArray("algorithms")).containsExactly("ECDH-ES", "ECDH-ES+A256KW");
        Reply again = api.post("/v1/recharge-requests", Bodies.good("createRechargeRequest"));
        assertThat(again.text()).isEqualTo(reply.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aRechargeIsAnsweredWithItsReceiptAndFoundAgain() {
        Reply reply = recharge();

        JsonObject recharge = reply.json();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(recharge.fieldNames()).containsExactly("id", "reference", "terminal", "status", "receipt");
        assertThat(recharge.getString("status")).isEqualTo("redeemed");
        assertThat(recharge.getJsonObject("receipt").fieldNames())
                .containsExactly(
                        "rechargeId",
                        "reference",
                        "serialNumber",
                        "phoneNumber",
                        "amountMinor",
                        "currency",
                        "redeemedAt");
        assertThat(api.getAs("/v1/recharges/" + recharge.getString("id")).text())
                .isEqualTo(reply.text());
        assertThat(api.getAs("/v1/recharges?reference=order-1").text()).isEqualTo("{\"items\":[" + reply.text() + "]}");
        Reply again = api.post("/v1/recharges", Bodies.good("createRecharge"));
        assertThat(again.text()).isEqualTo(reply.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aRefusedRechargeIsTheSameByteForByteWhateverTheTrace() {
        api.recharges.ending = attempt -> new Recharge.Refused(attempt.traceId());
        Reply first = recharge();
        Reply again = api.post("/v1/recharges", Bodies.good("createRecharge"));

        assertThat(first.status()).isEqualTo(422);
        assertThat(first.code()).isEqualTo("recharge_refused");
        assertThat(first.json().getString("traceId")).isEqualTo(first.header("X-Trace-Id"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("X-Trace-Id")).isNotEqualTo(first.header("X-Trace-Id"));
        JsonObject seen = api.getAs("/v1/recharges?reference=order-1")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(seen.fieldNames()).containsExactly("id", "reference", "terminal", "status");
        assertThat(seen.getString("status")).isEqualTo("refused");
    }

    @Test
    void aVouchersStateIsShown() {
        assertThat(api.getAs("/v1/vouchers/1000000000000008").text())
                .isEqualTo("{\"serialNumber\":\"1000000000000008\",\"product\":\"topup-50\",\"state\":\"sold\","
                        + "\"faceValueMinor\":5000,\"currency\":\"CNY\",\"expiresAt\":\"2027-11-22T08:00:00.000Z\"}");
    }

    @Test
    void balancesAreOrderedByCurrencyHoweverThePlusIsWritten() {
        String expected = "{\"phoneNumber\":\"+8613800138000\",\"balances\":["
                + "{\"balanceMinor\":5000,\"currency\":\"CNY\"},{\"balanceMinor\":700,\"currency\":\"USD\"}]}";

        assertThat(api.getAs("/v1/subscribers/+8613800138000/balance").text()).isEqualTo(expected);
        assertThat(api.getAs("/v1/subscribers/%2B8613800138000/balance").text()).isEqualTo(expected);
    }

    @Test
    void machinesAreAnsweredWithoutAToken() {
        assertThat(api.get("/health/live").text()).isEqualTo("{\"status\":\"up\"}");
        assertThat(api.get("/health/ready").text())
                .isEqualTo(
                        "{\"status\":\"ready\",\"checkedAt\":\"2026-11-22T08:00:00.000Z\",\"cryptoProvider\":\"jdk\","
                                + "\"parts\":{\"hsm\":{\"status\":\"up\",\"detail\":\"\"}}}");
        assertThat(api.get("/metrics").text()).isEqualTo("a_metric 1\n");
        assertThat(api.get("/.well-known/jwks.json").text()).isEqualTo(api.keys.tokenKeySet());
        assertThat(api.get("/openapi.yaml").text()).isEqualTo(api.contract.text());
    }

    @Test
    void aPartThatIsDownMakesThePlatformNotReady() {
        api.readiness = new Readiness(
                false,
                Instant.parse("2026-11-22T08:00:00Z"),
                Map.of("hsm", new Readiness.Part(false, "no answer")),
                "jdk");

        Reply reply = api.get("/health/ready");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.json().getJsonObject("parts").getJsonObject("hsm").getString("detail"))
                .isEqualTo("no answer");
    }

    @Test
    void theCallersTraceIsKept() {
        Reply reply = api.get("/v1/products", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(reply.header("X-Trace-Id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(reply.json().getString("traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(api.get("/v1/products", "traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")
                        .header("X-Trace-Id"))
                .isNotEqualTo("0".repeat(32));
    }

    @Test
    void eachAnswerIsTimedByOperationAndStatus() {
        buy();
        api.get("/v1/products");

        assertThat(api.meters
                        .get("sealcharge.http.requests")
                        .tags("operationId", "createPurchase", "status", "201")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(api.meters
                        .get("sealcharge.http.requests")
                        .tags("operationId", "listProducts", "status", "401")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(api.meters.get("sealcharge.http.inflight").gauge().value()).isZero();
    }

    @Test
    void eachAnswerForbidsSniffingFramingAndCaching() {
        for (Reply reply : new Reply[] {buy(), api.get("/v1/products"), api.get("/nothing"), api.get("/health/live")}) {
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        }
    }
}
