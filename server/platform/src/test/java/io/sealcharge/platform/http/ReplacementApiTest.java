package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replacing vouchers and acknowledging purchases, as channels send and get it. */
final class ReplacementApiTest {
    private static final String OPERATION = "replaceVoucher";
    private static final String PATH = Bodies.path(OPERATION);

    private TestApi api;

    @BeforeEach
    void open() {
        api = new TestApi();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private TestApi.Reply replace() {
        return api.post(PATH, Bodies.good(OPERATION));
    }

    @Test
    void aReplacementIsAnsweredOnceMadeAndTheSameToTheByteAgain() {
        TestApi.Reply first = replace();

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        JsonObject replacement = first.json();
        assertThat(replacement.fieldNames())
                .containsExactly("id", "reference", "purchaseId", "replacedSerialNumber", "createdAt", "voucher");
        assertThat(replacement.getString("reference")).isEqualTo("replace-1");
        assertThat(replacement.getString("purchaseId")).isEqualTo(ScriptedReplacements.PURCHASE.toString());
        assertThat(replacement.getString("replacedSerialNumber")).isEqualTo("1000000000000008");
        JsonObject voucher = replacement.getJsonObject("voucher");
        assertThat(voucher.getString("expiresAt")).isEqualTo("2027-11-22T08:00:00.000Z");
        assertThat(voucher.getInteger("faceValueMinor")).isEqualTo(5000);
        assertThat(voucher.getString("envelope")).isEqualTo("envelope.of." + voucher.getString("serialNumber"));

        TestApi.Reply again = replace();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(api.afterSale.replacements.writes).isOne();

        assertThat(api.post(PATH, Bodies.with(OPERATION, "terminal", "kiosk-2")).code())
                .isEqualTo("reference_reused");
    }

    @Test
    void ofAnErasedOneTheReceiptIsLeft() {
        JsonObject made = replace().json();
        api.afterSale.replacements.erase();

        TestApi.Reply again = replace();

        assertThat(again.status()).isEqualTo(410);
        assertThat(again.code()).isEqualTo("answer_erased");
        JsonObject receipt = again.json().getJsonObject("replacement");
        assertThat(receipt.getBoolean("answerErased")).isTrue();
        made.getJsonObject("voucher").remove("envelope");
        receipt.remove("answerErased");
        assertThat(receipt).isEqualTo(made);
    }

    @ParameterizedTest
    @CsvSource({
        "VOUCHER_RESERVED, 409, voucher_reserved",
        "VOUCHER_NOT_REPLACEABLE, 409, voucher_not_replaceable",
        "STATE_CONFLICT, 409, state_conflict",
        "TERMINAL_REVOKED, 409, terminal_revoked",
        "TERMINAL_KEY_EXHAUSTED, 409, terminal_key_exhausted",
        "CHANNEL_SUSPENDED, 403, channel_suspended",
        "NOT_FOUND, 404, not_found"
    })
    void aRefusalSaysWhy(Refusal refusal, int status, String code) {
        api.afterSale.replacements.refusal = refusal;

        TestApi.Reply reply = replace();

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void whatIsNotTheChannelsIsNotThere() {
        assertThat(api.post(PATH, Bodies.with(OPERATION, "serialNumber", "1000000000000016"))
                        .status())
                .isEqualTo(404);
        assertThat(api.post(PATH.replace("0001/", "0002/"), Bodies.good(OPERATION))
                        .status())
                .isEqualTo(404);
        JsonObject shared = new JsonObject(Bodies.good(OPERATION));
        shared.remove("key");
        shared.put(
                "terminalKey",
                new JsonObject()
                        .put("kid", ScriptedReplacements.PURCHASE + ".1")
                        .put("alg", "dir"));
        TestApi.Reply unknown = api.post(PATH, shared.encode());
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo("kid_unknown");
        assertThat(api.writes()).isZero();
    }

    @Test
    void anAcknowledgedPurchaseIsAnsweredAsItIsFromThenOn() {
        JsonObject bought =
                api.post("/v1/purchases", Bodies.good("createPurchase")).json();
        String path = "/v1/purchases/" + bought.getString("id");

        TestApi.Reply reply = api.post(path + "/acknowledgement", "{}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(api.getAs(path).text());
        assertThat(api.post(path + "/acknowledgement", "{}").text()).isEqualTo(reply.text());
        assertThat(api.afterSale.answers.acknowledged).containsOnly(UUID.fromString(bought.getString("id")));
    }

    @Test
    void anAcknowledgementSaysNothingButWhichPurchase() {
        String path = "/v1/purchases/" + ScriptedReplacements.PURCHASE + "/acknowledgement";

        assertThat(api.post(path, "{\"reference\":\"r\"}").fault()).isEqualTo("/reference is not a known field");
        assertThat(api.post(path, "[]").fault()).isEqualTo(" must be a JSON object");
        assertThat(api.post("/v1/purchases/1/acknowledgement", "{}").fault())
                .isEqualTo("path:purchaseId must be a UUID in lower case, as the platform gave it");
        assertThat(api.writes()).isZero();
        assertThat(api.post(path, "{}").status()).isEqualTo(404);
        api.channels.active = false;
        assertThat(api.post(path, "{}").code()).isEqualTo("channel_suspended");
    }
}
