package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.http.TestApi.Reply;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terminals that share keys, and recharges under those, as a channel sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TerminalsApiTest {
    private static final String TERMINALS = "/v1/terminals";
    private static final String NOBODY = TERMINALS + "/019aabcd-0000-7000-8000-000000000009";

    private final TestApi api = new TestApi();

    @BeforeEach
    void reset() {
        api.terminals.clear();
        api.recharges.refusal = null;
        api.recharges.keyOnFile = null;
        api.recharges.request = null;
        api.recharges.recharge = null;
        api.channels.active = true;
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private Reply register() {
        return api.post(TERMINALS, Bodies.good("registerTerminal"));
    }

    private Reply rotate(String id, String reference) {
        return api.post(TERMINALS + "/" + id + "/rotate", Bodies.with("rotateTerminal", "reference", reference));
    }

    private Reply revoke(String path) {
        return api.send("DELETE", path, new byte[0], "Authorization", "Bearer " + api.token());
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void aRegistrationIsAnsweredWithItsKeysAndRepeatedByteForByte() {
        Reply reply = register();

        JsonObject made = reply.json();
        assertThat(reply.status()).isEqualTo(201);
        assertThat(made.fieldNames())
                .containsExactly("id", "reference", "terminal", "kid", "generation", "createdAt", "envelope");
        assertThat(made.getString("kid")).isEqualTo(made.getString("id") + ".1");
        assertThat(made.getInteger("generation")).isOne();
        assertThat(made.getString("terminal")).isEqualTo("kiosk-1");
        assertThat(reply.header("Location")).isEqualTo(TERMINALS + "/" + made.getString("id"));
        Reply again = register();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(reply.text());
        assertThat(again.header("Location")).isEqualTo(reply.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(api.terminals.writes).isOne();
    }

    @Test
    void aRotationIsTheNextGenerationOfTheSameTerminal() {
        String id = register().json().getString("id");

        Reply reply = rotate(id, "rotate-1");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().fieldNames())
                .containsExactly("id", "reference", "terminal", "kid", "generation", "createdAt", "envelope");
        assertThat(reply.json().getString("kid")).isEqualTo(id + ".2");
        assertThat(rotate(id, "rotate-1").text()).isEqualTo(reply.text());
        assertThat(rotate(id, "rotate-1").header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aTerminalIsShownAndListedWithoutKeys() {
        String id = register().json().getString("id");

        Reply shown = api.getAs(TERMINALS + "/" + id);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().fieldNames())
                .containsExactly("id", "terminal", "state", "kid", "generation", "createdAt");
        assertThat(shown.json().getString("state")).isEqualTo("active");
        assertThat(api.getAs(TERMINALS).text()).isEqualTo("{\"items\":[" + shown.text() + "]}");
        assertThat(api.getAs(TERMINALS + "?terminal=kiosk-1").text())
                .isEqualTo(api.getAs(TERMINALS).text());
        assertThat(api.getAs(TERMINALS + "?terminal=kiosk-2").text()).isEqualTo("{\"items\":[]}");
        api.post(TERMINALS, Bodies.with("registerTerminal", "terminal", "kiosk-2", "reference", "reg-2"));
        JsonObject page = api.getAs(TERMINALS + "?limit=1").json();
        assertThat(page.getString("nextCursor")).isEqualTo(id);
        assertThat(api.getAs(TERMINALS + "?limit=1&cursor=" + id)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("terminal"))
                .isEqualTo("kiosk-2");
    }

    @Test
    void aRevocationSaysNothingAndMayBeRepeated() {
        String id = register().json().getString("id");

        Reply reply = revoke(TERMINALS + "/" + id);

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.text()).isEmpty();
        assertThat(reply.header("Content-Type")).isEmpty();
        assertThat(reply.header("Content-Length")).isEmpty();
        assertThat(reply.header("X-Trace-Id")).isNotEmpty();
        assertThat(revoke(TERMINALS + "/" + id).status()).isEqualTo(204);
        assertThat(api.getAs(TERMINALS + "/" + id).json().getString("state")).isEqualTo("revoked");
        assertProblem(rotate(id, "rotate-1"), 409, "terminal_revoked");
        Reply anew = api.post(TERMINALS, Bodies.with("registerTerminal", "reference", "reg-2"));
        assertThat(anew.status()).isEqualTo(201);
        assertThat(anew.json().getString("id")).isNotEqualTo(id);
    }

    @Test
    void whatIsRefusedSaysWhy() {
        register();

        assertProblem(
                api.post(TERMINALS, Bodies.with("registerTerminal", "reference", "reg-2")), 409, "terminal_exists");
        assertProblem(
                api.post(TERMINALS, Bodies.with("registerTerminal", "terminal", "kiosk-2")), 422, "reference_reused");
        assertProblem(api.getAs(NOBODY), 404, "not_found");
        assertProblem(revoke(NOBODY), 404, "not_found");
        assertProblem(
                api.post(NOBODY + "/rotate", Bodies.with("rotateTerminal", "reference", "rotate-1")), 404, "not_found");
        api.channels.active = false;
        assertProblem(register(), 403, "channel_suspended");
        assertProblem(api.getAs(TERMINALS), 403, "channel_suspended");
        assertProblem(api.getAs(NOBODY), 403, "channel_suspended");
        assertProblem(revoke(NOBODY), 403, "channel_suspended");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/17 | path:terminalId must be a UUID in lower case, as the platform gave it",
                "?cursor=a | query:cursor must be a UUID in lower case, as the platform gave it",
                "?limit=0 | query:limit must be an integer from 1 to 500",
                "?terminal=%20 | query:terminal must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "?reference=a | query:reference is not a known parameter"
            })
    void aMalformedParameterIsNamedWithItsRule(String rest, String fault) {
        Reply reply = api.getAs(TERMINALS + rest);

        assertProblem(reply, 400, "malformed_request");
        assertThat(reply.fault()).isEqualTo(fault);
    }

    private Reply ask(String reference, String kid) {
        return api.post(
                "/v1/recharge-requests",
                Bodies.with(
                        "createRechargeRequest",
                        "reference",
                        reference,
                        "terminalKey",
                        new JsonObject().put("kid", kid)));
    }

    private Reply recharge(String kid) {
        try (RechargeContent content =
                        new RechargeContent(new Pin("123456789012345678".toCharArray()), "+8613800138000", "order-1");
                SharedKey key = new SharedKey(kid, SharedKey.Direction.TO_PLATFORM, new byte[32])) {
            return api.post(
                    "/v1/recharges",
                    Bodies.with(
                            "createRecharge",
                            "envelope",
                            RechargeEnvelope.seal(content, key, SymmetricEncryption.DIR)));
        }
    }

    @Test
    void aRechargeRequestUnderASharedKeyIsAnsweredWithItsNameAlone() {
        String kid = register().json().getString("kid");

        Reply reply = ask("order-1", kid);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().fieldNames())
                .containsExactly("id", "reference", "terminal", "kid", "expiresAt", "createdAt");
        assertThat(reply.json().getString("kid")).isEqualTo(kid);
        assertThat(ask("order-1", kid).text()).isEqualTo(reply.text());
        assertThat(ask("order-1", kid).header("Idempotency-Replayed")).isEqualTo("true");
        assertProblem(api.post("/v1/recharge-requests", Bodies.good("createRechargeRequest")), 422, "reference_reused");
    }

    @Test
    void aRechargeUnderASharedKeyIsAnsweredAsAnyOther() {
        String kid = register().json().getString("kid");
        ask("order-1", kid);

        Reply reply = recharge(kid);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("status")).isEqualTo("redeemed");
    }

    @Test
    void anEnvelopeToARechargeKeyIsNoneForASharedKey() {
        String kid = register().json().getString("kid");
        ask("order-1", kid);
        int calls = api.keys.calls;

        // the corpus's envelope names a recharge key, which the request did not
        assertProblem(api.post("/v1/recharges", Bodies.good("createRecharge")), 409, "kid_foreign");
        assertThat(api.keys.calls).isEqualTo(calls);
    }

    @Test
    void aKeyThatMayNotBeUsedIsRefused() {
        UUID terminal = UUID.fromString("019aabcd-0000-7000-8000-000000000001");
        TerminalKeyId key = new TerminalKeyId("channel-1", terminal, 1, 1);
        assertProblem(ask("order-1", key.kid()), 400, "kid_unknown");
        api.terminals.put(new SharedKeyOnFile(key, "kiosk-2", SharedKeyOnFile.State.ACTIVE, 0, 0));
        assertProblem(ask("order-1", key.kid()), 409, "kid_foreign");
        api.terminals.put(new SharedKeyOnFile(key, "kiosk-1", SharedKeyOnFile.State.RETIRED, 0, 0));
        assertProblem(ask("order-1", key.kid()), 409, "terminal_revoked");
        api.terminals.put(new SharedKeyOnFile(key, "kiosk-1", SharedKeyOnFile.State.ACTIVE, 0, 1L << 32));
        assertProblem(ask("order-1", key.kid()), 409, "terminal_key_exhausted");
        api.terminals.put(new SharedKeyOnFile(key, "kiosk-1", SharedKeyOnFile.State.ACTIVE, 0, 0));
        assertThat(ask("order-1", key.kid()).status()).isEqualTo(201);
        api.recharges.refusal = Refusal.TERMINAL_REVOKED;
        assertProblem(recharge(key.kid()), 409, "terminal_revoked");
        api.recharges.refusal = Refusal.TERMINAL_KEY_EXHAUSTED;
        assertProblem(recharge(key.kid()), 409, "terminal_key_exhausted");
    }
}
