package io.sealcharge.platform.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.platform.app.CreatePurchase;
import io.sealcharge.platform.app.CreateRecharge;
import io.sealcharge.platform.app.CreateRechargeRequest;
import io.sealcharge.platform.app.FindPurchases;
import io.sealcharge.platform.app.FindRecharges;
import io.sealcharge.platform.app.GetPurchase;
import io.sealcharge.platform.app.GetRecharge;
import io.sealcharge.platform.app.GetSubscriberBalance;
import io.sealcharge.platform.app.GetTerminal;
import io.sealcharge.platform.app.GetVoucher;
import io.sealcharge.platform.app.GuessDefence;
import io.sealcharge.platform.app.IssueAccessToken;
import io.sealcharge.platform.app.ListProducts;
import io.sealcharge.platform.app.ListTerminals;
import io.sealcharge.platform.app.MemoryTerminalStore;
import io.sealcharge.platform.app.Readiness;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.Redemptions;
import io.sealcharge.platform.app.RegisterTerminal;
import io.sealcharge.platform.app.RevokeTerminal;
import io.sealcharge.platform.app.RotateTerminal;
import io.sealcharge.platform.app.SharedKeys;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.domain.Scope;
import io.sealcharge.platform.http.token.AccessTokenVerifier;
import io.sealcharge.platform.http.token.TestTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real router and use cases behind a real server on loopback; keys and stores are scripted. */
final class TestApi implements AutoCloseable {
    static final int MAX_BODY_BYTES = 8192;
    static final int MAX_STOCK_FILE_BYTES = 16_384;
    static final int MAX_IN_FLIGHT = 2;

    final Vertx vertx = Vertx.vertx();
    final TestTokens tokens = new TestTokens();
    final ScriptedVouchers vouchers = new ScriptedVouchers();
    final ScriptedRecharges recharges = new ScriptedRecharges();
    final ScriptedStock stock = new ScriptedStock();
    final ScriptedChannels channels = new ScriptedChannels();
    final MemoryTerminalStore terminals = new MemoryTerminalStore();
    final ScriptedAfterSale afterSale = new ScriptedAfterSale();
    final ScriptedAdmin admin = new ScriptedAdmin();
    final ScriptedKeys keys = new ScriptedKeys(tokens.jwkSet());
    final Admission admission = new Admission(MAX_IN_FLIGHT);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final InstantSource clock = InstantSource.system();
    final Contract contract;
    final String url;
    Readiness readiness = new Readiness(
            true, Instant.parse("2026-11-22T08:00:00Z"), Map.of("hsm", new Readiness.Part(true, "")), "jdk");
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestApi() {
        contract = await(Contract.load(vertx));
        DocsPages docs = await(DocsPages.load(vertx));
        AccessTokenVerifier verifier = new AccessTokenVerifier(TestTokens.ISSUER, keys::tokenKeySet, clock, 100);
        List<ApiRoute> routes = useCases()
                .routes(vertx, contract, docs, new Watching(keys::tokenKeySet, () -> readiness, () -> "a_metric 1\n"));
        Edge edge = new Edge(verifier, admission, meters, new Edge.BodyLimits(MAX_BODY_BYTES, MAX_STOCK_FILE_BYTES));
        server = await(ApiServer.create(
                        vertx,
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                        new Door(await(ApiRouter.create(vertx, contract, docs, routes, edge)), admission, meters))
                .listen());
        url = "http://127.0.0.1:" + server.actualPort();
    }

    private UseCases useCases() {
        GuessDefence defence = new GuessDefence(
                recharges,
                clock,
                time -> vertx.timer(time.toMillis()).mapEmpty(),
                new GuessDefence.Settings(Duration.ofMinutes(10), 5, 5, 10, 20, Duration.ofMillis(50), 1));
        TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
        return new UseCases(
                new IssueAccessToken(
                        channels,
                        keys,
                        ids,
                        clock,
                        new IssueAccessToken.Settings(
                                TestTokens.ISSUER,
                                () -> "http://127.0.0.1/oauth2/token",
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(5))),
                new ListProducts(vouchers, channels),
                new CreatePurchase(
                        vouchers, channels, new SharedKeys(terminals), stock.claims(clock), keys, ids, clock),
                new FindPurchases(vouchers, channels),
                new GetPurchase(vouchers, channels),
                new CreateRechargeRequest(
                        recharges,
                        terminals,
                        keys,
                        ids,
                        clock,
                        defence,
                        new CreateRechargeRequest.Settings(Duration.ofMinutes(2), new RechargeStore.Limits(10, 100))),
                new CreateRecharge(recharges, keys, ids, clock, defence, Redemptions.embedded(recharges, clock)),
                new FindRecharges(recharges, channels),
                new GetRecharge(recharges, channels),
                new GetVoucher(vouchers, channels),
                new GetSubscriberBalance(recharges, channels),
                new TerminalUseCases(
                        new RegisterTerminal(terminals, channels, keys, ids, clock),
                        new RotateTerminal(terminals, channels, keys, clock),
                        new RevokeTerminal(terminals, channels),
                        new GetTerminal(terminals, channels),
                        new ListTerminals(terminals, channels)),
                afterSale.useCases(vouchers, channels, keys, ids, clock),
                admin.useCases(channels, keys, ids, clock));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String token() {
        return tokens.token(clock.instant(), Scope.values());
    }

    int port() {
        return server.actualPort();
    }

    int writes() {
        return vouchers.writes + recharges.writes + terminals.writes + afterSale.writes() + admin.writes();
    }

    Reply get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /** With a token of all scopes. */
    Reply getAs(String path) {
        return get(path, "Authorization", "Bearer " + token());
    }

    /** JSON with a token of all scopes. */
    Reply post(String path, byte[] body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + token();
        all[2] = "Content-Type";
        all[3] = "application/json";
        return send("POST", path, body, all);
    }

    Reply post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(30));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonObject json() {
            return new JsonObject(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String code() {
            return json().getString("code");
        }

        /** Field and rule of the first error. */
        String fault() {
            JsonObject error = json().getJsonArray("errors").getJsonObject(0);
            return error.getString("field") + " " + error.getString("rule");
        }
    }

    @Override
    public void close() {
        await(server.close());
        await(vertx.close());
        client.close();
    }
}
