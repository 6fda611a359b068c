package io.sealcharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.nimbusds.jose.jwk.ECKey;
import io.sealcharge.acceptance.Api.Reply;
import io.sealcharge.acceptance.Api.Request;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.terminal.References;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever is wrong with a request, its sender is told what, and nothing is written: every table is the same before and
 * after. What shows without decrypting costs no call of the HSM.
 */
@Tag("real")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final String EPHEMERAL_TOKEN_SECONDS = "30";
    private static final String SHORT_KEY_SECONDS = "5";

    private static Shop shop;
    private static PlatformProcess platform;
    private static DatabaseContent database;
    private static String expiredToken;
    private static String otherIssuersToken;
    private static JsonObject expiredKey;

    @BeforeAll
    static void start() throws Exception {
        startedWith(
                Map.of("SEALCHARGE_ISSUER", "urn:sealcharge:elsewhere"),
                api -> otherIssuersToken = api.token(INSTALLATION.channel()));
        startedWith(
                Map.of(
                        "SEALCHARGE_AUTH_ACCESS_TOKEN_SECONDS",
                        EPHEMERAL_TOKEN_SECONDS,
                        "SEALCHARGE_RECHARGE_KEY_SECONDS",
                        SHORT_KEY_SECONDS),
                api -> {
                    expiredToken = api.token(INSTALLATION.channel());
                    expiredKey = new Shop(INSTALLATION, api).rechargeKey(References.next(), "hesitant");
                });
        platform = launched(Map.of(
                // no key is made and nothing tested but for a request, so that calls of the HSM can be counted
                "SEALCHARGE_RECHARGE_KEY", "on-request",
                "SEALCHARGE_HSM_SELF_TEST_INTERVAL_MS", "600000",
                "SEALCHARGE_RECHARGE_KEY_SECONDS", "3600"));
        shop = new Shop(INSTALLATION, new Api(platform.url()));
        database = DatabaseContent.in(INSTALLATION.root().resolve("db"));
        // what housekeeping writes is no answer's doing
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> database.one("SELECT state FROM recharge_request").equals("void"));
    }

    private interface Visit {
        void to(Api api) throws Exception;
    }

    private static void startedWith(Map<String, String> overrides, Visit visit) throws Exception {
        PlatformProcess before = launched(overrides);
        try (Api api = new Api(before.url())) {
            visit.to(api);
        } finally {
            before.stop();
        }
    }

    private static PlatformProcess launched(Map<String, String> overrides) {
        PlatformProcess launched = PlatformProcess.launch(INSTALLATION, INSTALLATION.config(), overrides, List.of());
        launched.awaitReady();
        return launched;
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        shop.api().close();
        assertThat(platform.stop()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> aBadPurchaseIsRefused() {
        JsonObject good = shop.purchaseBody();
        Stream<BadCase> keys = shop.keys()
                .bad()
                .map(key -> BadCase.malformed(
                        "/v1/purchases: " + key.name(),
                        shop.purchase(shop.purchaseBody().put("key", key.jwk())),
                        "/key" + key.field()));
        return beforeTheHsm(Stream.concat(new BadBodies(Shop.PURCHASES, shop.token(), good).all(), keys));
    }

    @TestFactory
    Stream<DynamicTest> aBadRechargeRequestIsRefused() {
        JsonObject good = new JsonObject().put("reference", References.next()).put("terminal", "till-1");
        return beforeTheHsm(new BadBodies(Shop.RECHARGE_REQUESTS, shop.token(), good).all());
    }

    @TestFactory
    Stream<DynamicTest> aBadRechargeIsRefused() {
        String reference = References.next();
        JsonObject key = shop.rechargeKey(reference, "bad-recharges");
        BadEnvelopes envelopes =
                new BadEnvelopes(key.getString("kid"), shop.keys().point());
        String sound = envelopes.soundFor(key.getString("kid"));
        JsonObject good = Shop.rechargeBody(reference, "bad-recharges", sound);
        Stream<BadCase> malformed = envelopes
                .all()
                .map(bad -> new BadCase(
                        "/v1/recharges: " + bad.name(),
                        shop.recharge(good.copy().put("envelope", bad.compact())),
                        400,
                        "malformed_envelope",
                        List.of("envelope:" + bad.field())));
        Stream<BadCase> kids = Stream.of(
                BadCase.problem(
                        "an unknown kid",
                        shop.recharge(good.copy()
                                .put("envelope", envelopes.soundFor(shop.keys().unknownKid()))),
                        400,
                        "kid_unknown"),
                BadCase.problem(
                        "a kid of another reference",
                        shop.recharge(good.copy().put("reference", References.next())),
                        409,
                        "kid_foreign"),
                BadCase.problem(
                        "a kid of another terminal",
                        shop.recharge(good.copy().put("terminal", "another")),
                        409,
                        "kid_foreign"),
                BadCase.problem(
                        "an expired kid",
                        shop.recharge(Shop.rechargeBody(
                                expiredKey.getString("reference"),
                                "hesitant",
                                envelopes.soundFor(expiredKey.getString("kid")))),
                        409,
                        "kid_expired"));
        return beforeTheHsm(Stream.of(new BadBodies(Shop.RECHARGES, shop.token(), good).all(), malformed, kids)
                .flatMap(cases -> cases));
    }

    @TestFactory
    Stream<DynamicTest> aBadLookUpIsRefused() {
        return beforeTheHsm(LookUps.bad(shop.token()));
    }

    @TestFactory
    Stream<DynamicTest> aBadTokenRequestIsRefused() throws Exception {
        Path file = INSTALLATION.root().resolve("channel.jwk");
        INSTALLATION.channel().save(file);
        ECKey key = ECKey.parse(Files.readString(file));
        Map<String, String> once = shop.api()
                .tokenParameters(
                        INSTALLATION.channel().clientAssertion(shop.api().tokenEndpoint(), Instant.now()));
        shop.api().ask(Request.form(once));
        BadCase replay = BadCase.problem("/oauth2/token: a jti sent before", Request.form(once), 401, "invalid_client");
        return beforeTheHsm(
                Stream.concat(new BadAssertions(shop.api(), Installation.CHANNEL, key).all(), Stream.of(replay)));
    }

    @TestFactory
    Stream<DynamicTest> aBadAccessTokenIsRefusedByEachCall() {
        Map<String, String> tokens = new BadTokens(shop.token())
                .forged(shop.api().send(Request.get("/.well-known/jwks.json")).text());
        tokens.put("of another issuer and audience", otherIssuersToken);
        tokens.put(
                "that is a client assertion",
                INSTALLATION.channel().clientAssertion(shop.api().tokenEndpoint(), Instant.now()));
        List<BadCase> cases = new ArrayList<>();
        for (Request call : shop.goodCalls().keySet()) {
            String name = call.method() + " " + call.path() + ": ";
            cases.add(unauthenticated(name + "no token", call));
            cases.add(unauthenticated(name + "Basic", call.with("Authorization", "Basic a2lvc2tzOmh1bnRlcjI=")));
            tokens.forEach((forgery, token) -> cases.add(unauthenticated(name + "a token " + forgery, call.as(token))));
        }
        return beforeTheHsm(cases.stream());
    }

    @TestFactory
    Stream<DynamicTest> aTokenWithoutTheCallsScopeIsRefused() {
        String toReadProducts = shop.api().token(INSTALLATION.channel(), "products:read");
        String toBuy = shop.api().token(INSTALLATION.channel(), "vouchers:buy");
        return beforeTheHsm(shop.goodCalls().entrySet().stream()
                .map(call -> BadCase.problem(
                        call.getKey().method() + " " + call.getKey().path() + ": another scope",
                        call.getKey().as(call.getValue().equals("products:read") ? toBuy : toReadProducts),
                        403,
                        "insufficient_scope")));
    }

    /** After the others, which take about as long as the token lives. */
    @Test
    @Order(Integer.MAX_VALUE)
    void anExpiredAccessTokenIsRefused() throws Exception {
        Instant expiry = BadTokens.expiryOf(expiredToken);
        Thread.sleep(Math.max(0, expiry.toEpochMilli() - System.currentTimeMillis()));

        Reply reply =
                refused(unauthenticated("expired", Request.get("/v1/products").as(expiredToken)));

        assertThat(reply.header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"")
                .contains("expired");
    }

    @TestFactory
    Stream<DynamicTest> whatTheStateForbidsIsRefused() {
        return shop.forbidden().stream().map(bad -> dynamicTest(bad.name(), () -> refused(bad)));
    }

    @TestFactory
    Stream<DynamicTest> aUsedReferenceWithAnotherBodyIsRefused() {
        return beforeTheHsm(shop.reusedReferences().stream());
    }

    /** What is learnt by decrypting is told to nobody: not by the answer, and not by what is or is not written. */
    @Test
    void refusalsThatAreLearntByDecryptingAreOneAnswer() throws Exception {
        Set<String> answers = new TreeSet<>();
        for (KeyEncryption encryption : List.of(KeyEncryption.ECDH_ES, KeyEncryption.ECDH_ES_A256KW)) {
            new UnreadableRecharges(shop, encryption).each((name, request) -> {
                Map<String, String> before = money();
                answers.add(uniform(name, request));
                assertThat(money()).as(name).isEqualTo(before);
            });
        }
        assertThat(answers).hasSize(1);
    }

    private static String uniform(String name, Request request) {
        Reply reply = shop.api().send(request);
        assertThat(reply.status()).as(name + ": " + reply.text()).isEqualTo(422);
        JsonObject problem = reply.json();
        assertThat(problem.getString("code")).isEqualTo("recharge_refused");
        assertThat(problem.getString("traceId")).matches("[0-9a-f]{32}");
        problem.remove("traceId");
        return problem.encode();
    }

    private static Map<String, String> money() throws SQLException {
        Map<String, String> tables = database.tablesButUsedAssertions();
        // the attempt itself is kept, and its one-time key is used up
        tables.keySet().removeAll(Set.of("recharge", "recharge_request"));
        assertThat(tables).containsKeys("voucher", "voucher_history", "posting", "account", "purchase");
        return tables;
    }

    private static BadCase unauthenticated(String name, Request request) {
        return BadCase.problem(name, request, 401, "unauthenticated");
    }

    private static Stream<DynamicTest> beforeTheHsm(Stream<BadCase> cases) {
        AtomicReference<Map<String, String>> hsmCalls =
                new AtomicReference<>(shop.api().hsmCalls());
        assertThat(hsmCalls.get()).isNotEmpty();
        return cases.map(bad -> dynamicTest(bad.name(), () -> {
            refused(bad);
            Map<String, String> after = shop.api().hsmCalls();
            assertThat(after).isEqualTo(hsmCalls.getAndSet(after));
        }));
    }

    private static Reply refused(BadCase bad) throws SQLException {
        Map<String, String> tables = database.tablesButUsedAssertions();

        Reply reply = shop.api().send(bad.request());

        assertThat(reply.status()).as(reply.text()).isEqualTo(bad.status());
        if (reply.header("Content-Type").equals("application/problem+json")) {
            assertProblem(bad, reply.json());
        } else {
            assertOAuthError(bad, reply);
        }
        if (bad.status() == 401) {
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer ");
        }
        assertThat(database.tablesButUsedAssertions()).isEqualTo(tables);
        return reply;
    }

    private static void assertProblem(BadCase bad, JsonObject problem) {
        assertThat(problem.getString("code")).as(problem.encode()).isEqualTo(bad.code());
        assertThat(problem.getString("type")).isEqualTo("urn:sealcharge:problem:" + bad.code());
        assertThat(problem.getInteger("status")).isEqualTo(bad.status());
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(problem.getString("traceId")).matches("[0-9a-f]{32}");
        List<String> fields = new ArrayList<>();
        for (Object error : problem.getJsonArray("errors", new JsonArray())) {
            fields.add(((JsonObject) error).getString("field"));
            assertThat(((JsonObject) error).getString("rule")).isNotBlank();
        }
        assertThat(fields).as(problem.encode()).isEqualTo(bad.fields());
    }

    /** RFC 6749, 5.2. */
    private static void assertOAuthError(BadCase bad, Reply reply) {
        assertThat(bad.request().path()).isEqualTo(Api.TOKEN_PATH);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().getString("error")).as(reply.text()).isEqualTo(bad.code());
        assertThat(reply.json().getString("error_description")).isNotBlank();
    }
}
