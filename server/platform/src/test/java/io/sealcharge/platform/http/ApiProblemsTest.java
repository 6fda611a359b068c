package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStore.KeyOnFile;
import io.sealcharge.platform.app.RechargeStore.KeyState;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.RechargeKeyGrant;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.http.TestApi.Reply;
import io.sealcharge.platform.http.body.Corpus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiProblemsTest {
    private final TestApi api = new TestApi();
    private int writesBefore;

    @BeforeEach
    void reset() {
        api.vouchers.refusal = null;
        api.vouchers.failure = null;
        api.vouchers.sold = null;
        api.recharges.refusal = null;
        api.recharges.keyOnFile = null;
        api.recharges.request = null;
        api.recharges.recharge = null;
        api.keys.failure = null;
        api.channels.active = true;
        api.keys.calls = 0;
        writesBefore = api.writes();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(api.writes()).isEqualTo(writesBefore);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.text()).contains(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().getString("type")).isEqualTo("urn:sealcharge:problem:" + code);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().getInteger("status")).isEqualTo(status);
        assertThat(reply.json().getString("title")).isNotBlank();
        assertThat(reply.json().getString("detail")).isNotBlank();
        assertThat(reply.json().getString("traceId")).isEqualTo(reply.header("X-Trace-Id"));
        assertThat(reply.header("Retry-After").isEmpty()).isEqualTo(status != 429 && status != 503);
    }

    private Reply buy() {
        return api.post("/v1/purchases", Bodies.good("createPurchase"));
    }

    private Reply askForKey() {
        return api.post("/v1/recharge-requests", Bodies.good("createRechargeRequest"));
    }

    private Reply recharge() {
        return api.post("/v1/recharges", Bodies.good("createRecharge"));
    }

    @ParameterizedTest
    @CsvSource({
        "INSUFFICIENT_CREDIT, 402, insufficient_credit",
        "CHANNEL_SUSPENDED, 403, channel_suspended",
        "REFERENCE_REUSED, 422, reference_reused",
        "TERMINAL_REVOKED, 409, terminal_revoked",
        "TERMINAL_KEY_EXHAUSTED, 409, terminal_key_exhausted",
        "ORDER_CAP_EXCEEDED, 422, order_cap_exceeded",
        "DAY_CAP_EXCEEDED, 429, day_cap_exceeded",
        "PRODUCT_UNKNOWN, 422, product_unknown"
    })
    void aRefusedPurchaseSaysWhy(Refusal refusal, int status, String code) {
        api.vouchers.refusal = refusal;

        assertProblem(buy(), status, code);
    }

    @Test
    void aDayThatIsUsedUpTellsWhatIsLeftOfIt() {
        api.vouchers.refusal = Refusal.DAY_CAP_EXCEEDED;
        Instant before = api.clock.instant();

        int seconds = Integer.parseInt(buy().header("Retry-After"));

        Instant end = before.plusSeconds(seconds);
        assertThat(Duration.between(end.plusSeconds(30).truncatedTo(ChronoUnit.DAYS), end))
                .as("%s seconds after %s a day begins", seconds, before)
                .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(30));
    }

    @Test
    void anEmptyStockSellsNothing() {
        api.vouchers.source = ProductSource.STOCK;

        assertProblem(buy(), 409, "out_of_stock");
        api.vouchers.source = ProductSource.MINTED;
    }

    @Test
    void aSharedKeyThatTheTerminalDoesNotHaveSealsNothing() {
        String own = Bodies.underSharedKey("kiosk-1", Bodies.SHARED_KID);
        String others = Bodies.underSharedKey("kiosk-2", Bodies.SHARED_KID);

        assertProblem(api.post("/v1/purchases", own), 400, "kid_unknown");
        api.terminals.put(Bodies.sharedKey(SharedKeyOnFile.State.ACTIVE, 0));
        assertProblem(api.post("/v1/purchases", others), 409, "kid_foreign");
        api.terminals.put(Bodies.sharedKey(SharedKeyOnFile.State.RETIRED, 0));
        assertProblem(api.post("/v1/purchases", own), 409, "terminal_revoked");
        api.terminals.put(Bodies.sharedKey(SharedKeyOnFile.State.ACTIVE, SharedKeyOnFile.MOST_MESSAGES));
        assertProblem(api.post("/v1/purchases", own), 409, "terminal_key_exhausted");
        assertThat(api.keys.calls).isZero();
        api.terminals.clear();
    }

    @Test
    void anUnknownProductIsNotBought() {
        assertProblem(
                api.post("/v1/purchases", Bodies.with("createPurchase", "product", "topup-51")),
                422,
                "product_unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_OUTSTANDING, 429, too_many_outstanding",
        "CHANNEL_SUSPENDED, 403, channel_suspended",
        "REFERENCE_REUSED, 422, reference_reused"
    })
    void aRefusedRechargeRequestSaysWhy(Refusal refusal, int status, String code) {
        api.recharges.refusal = refusal;

        assertProblem(askForKey(), status, code);
    }

    private void handOut(String reference, KeyState state, Instant expiresAt) {
        api.recharges.keyOnFile = new KeyOnFile(
                new RechargeRequest(
                        UUID.randomUUID(),
                        "channel-1",
                        reference,
                        "kiosk-1",
                        new RechargeKeyGrant.Assigned(ScriptedKeys.ASSIGNED, "statement"),
                        expiresAt,
                        expiresAt),
                state);
    }

    @Test
    void aKeyThatIsUnknownForeignUsedVoidOrExpiredIsRefused() {
        Instant later = Instant.now().plusSeconds(60);
        assertProblem(recharge(), 400, "kid_unknown");
        handOut("order-2", KeyState.OUTSTANDING, later);
        assertProblem(recharge(), 409, "kid_foreign");
        handOut("order-1", KeyState.USED, later);
        assertProblem(recharge(), 409, "kid_used");
        handOut("order-1", KeyState.VOID, later);
        assertProblem(recharge(), 409, "kid_expired");
        handOut("order-1", KeyState.OUTSTANDING, Instant.now().minusSeconds(1));
        assertProblem(recharge(), 409, "kid_expired");
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void aPartThatIsAwayIsSaidWithAMomentToRetry(Part part) {
        api.keys.failure = new UnavailableException(part, 3, new IllegalStateException("inner detail"));
        String code = switch (part) {
            case HSM -> "hsm_unavailable";
            case DATABASE -> "database_unavailable";
            case CAPACITY -> "overloaded";
            case SHUTDOWN -> "shutting_down";
        };

        Reply reply = buy();

        assertProblem(reply, 503, code);
        assertThat(reply.header("Retry-After")).isEqualTo("3");
        assertThat(reply.text()).doesNotContain("inner detail");
        assertProblem(askForKey(), 503, code);
    }

    @Test
    void anUnexpectedFailureTellsNothing() {
        api.vouchers.failure = new IllegalStateException("select secret from table");

        Reply reply = buy();

        assertProblem(reply, 500, "internal_error");
        assertThat(reply.text()).doesNotContain("select").doesNotContain("IllegalState");
        assertProblem(api.getAs("/v1/products"), 500, "internal_error");
    }

    @Test
    void readsOfASuspendedChannelAreRefused() {
        api.channels.active = false;

        for (String path : List.of(
                "/v1/products",
                "/v1/purchases?reference=a",
                "/v1/purchases/019aabcd-0000-7000-8000-000000000001",
                "/v1/recharges?reference=a",
                "/v1/recharges/019aabcd-0000-7000-8000-000000000001",
                "/v1/vouchers/1000000000000008",
                "/v1/subscribers/+8613800138000/balance")) {
            assertProblem(api.getAs(path), 403, "channel_suspended");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertProblem(api.getAs("/v1/purchases/019aabcd-0000-7000-8000-000000000001"), 404, "not_found");
        assertProblem(api.getAs("/v1/recharges/019aabcd-0000-7000-8000-000000000001"), 404, "not_found");
        assertProblem(api.getAs("/v1/vouchers/1000000000000016"), 404, "not_found");
        for (String path : List.of("/", "/v1", "/v1/purchases/a/b", "/v2/products", "/docs/nothing.js", "/docs/..")) {
            assertProblem(api.getAs(path), 404, "not_found");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/purchases, 'GET, POST'",
        "GET, /v1/recharge-requests, POST",
        "POST, /v1/products, GET",
        "PUT, /v1/purchases/019aabcd-0000-7000-8000-000000000001, GET",
        "GET, /oauth2/token, POST",
        "POST, /health/live, GET"
    })
    void anotherMethodIsNotAllowed(String method, String path, String allowed) {
        Reply reply = api.send(method, path, new byte[0]);

        assertProblem(reply, 405, "method_not_allowed");
        assertThat(reply.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/purchases | query:reference is required",
                "/v1/purchases?reference= | query:reference must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "/v1/purchases?reference=a%20b | query:reference must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "/v1/purchases?reference=a%0A | query:reference must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "/v1/purchases?reference=a&reference=a | query:reference must not occur twice",
                "/v1/purchases?reference=a&limit=5 | query:limit is not a known parameter",
                "/v1/products?reference=a | query:reference is not a known parameter",
                "/v1/recharges?reference=%F0%9F%98%80 | query:reference must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "/v1/recharges?ref%C3%A9rence=a | query:ref?rence is not a known parameter",
                "/v1/purchases/17 | path:purchaseId must be a UUID in lower case, as the platform gave it",
                "/v1/recharges/019AABCD-0000-7000-8000-000000000001 | path:rechargeId must be a UUID in lower case, as the platform gave it",
                "/v1/vouchers/abc | path:serialNumber must be 8 to 32 digits",
                "/v1/vouchers/1234567%0A | path:serialNumber must be 8 to 32 digits",
                "/v1/subscribers/13800138000/balance | path:phoneNumber must be a phone number in E.164, a plus sign and 7 to 15 digits",
                "/v1/subscribers/+9991234567/balance | path:phoneNumber must be a number that its country's numbering plan knows"
            })
    void aMalformedParameterIsNamedWithItsRule(String path, String fault) {
        Reply reply = api.getAs(path);

        assertProblem(reply, 400, "malformed_request");
        assertThat(reply.fault()).isEqualTo(fault);
    }

    static List<Corpus.Case> bad() {
        return Corpus.cases().stream()
                .filter(body -> !body.valid() && body.body().length > 0)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aMalformedBodyIsNamedWithItsRule(Corpus.Case body) {
        Reply reply = api.post(Bodies.path(body.operation()), body.body());

        boolean envelope = body.field().startsWith("envelope:");
        assertProblem(reply, 400, envelope ? "malformed_envelope" : "malformed_request");
        assertThat(reply.fault()).isEqualTo(body.field() + " " + body.rule());
        assertThat(api.keys.calls).as("the HSM was not asked").isZero();
    }

    @ParameterizedTest
    @CsvSource({"createPurchase", "createRechargeRequest", "createRecharge", "registerTerminal", "rotateTerminal"})
    void anIdempotencyKeyMustEqualTheReference(String operation) {
        Reply reply = api.post(Bodies.path(operation), Bodies.good(operation), "Idempotency-Key", "another-reference");

        assertProblem(reply, 400, "malformed_request");
        assertThat(reply.fault()).isEqualTo("header:Idempotency-Key must equal reference");
    }

    @Test
    void anEmptyBodyIsNotAnObject() {
        assertThat(api.post("/v1/purchases", "").fault()).isEqualTo(" must be a JSON object");
    }
}
