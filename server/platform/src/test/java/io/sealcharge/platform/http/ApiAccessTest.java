package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Scope;
import io.sealcharge.platform.http.TestApi.Reply;
import io.sealcharge.platform.http.token.TestTokens;
import io.vertx.openapi.contract.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens and scopes, at each operation that needs one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiAccessTest {
    private final TestApi api = new TestApi();

    @AfterAll
    void stop() {
        assertThat(api.writes()).isZero();
        api.close();
    }

    private List<Operation> guarded() {
        return api.contract.model().operations().stream()
                .filter(operation -> Contract.scopes(operation).isPresent())
                .toList();
    }

    private Reply call(Operation operation, String... headers) {
        String path = operation.getOpenAPIPath().replaceAll("\\{.*?}", "x");
        // Neither path nor body is good: who may not enter is not told what is wrong inside.
        return api.send(operation.getHttpMethod().name(), path, "{}".getBytes(StandardCharsets.UTF_8), headers);
    }

    private void assertUnauthenticated(Reply reply, String challenge) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("unauthenticated");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo(challenge);
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        assertThat(guarded()).hasSizeGreaterThan(10);
        for (Operation operation : guarded()) {
            assertUnauthenticated(call(operation), "Bearer realm=\"sealcharge\"");
        }
    }

    @Test
    void aBadTokenIsRefusedEverywhere() {
        String invalid = "Bearer realm=\"sealcharge\", error=\"invalid_token\", error_description=\"";
        Instant now = api.clock.instant();
        String expired = api.tokens.token(now.minusSeconds(3600), Scope.values());
        String foreign = new TestTokens().token(now, Scope.values());
        for (Operation operation : guarded()) {
            assertUnauthenticated(
                    call(operation, "Authorization", "Bearer " + expired), invalid + "The access token has expired.\"");
            assertUnauthenticated(
                    call(operation, "Authorization", "Bearer " + foreign),
                    invalid + "The access token is not valid.\"");
        }
        assertUnauthenticated(
                api.get("/v1/products", "Authorization", "Basic YTpi"),
                invalid + "Send one Authorization header, with the scheme Bearer.\"");
        assertUnauthenticated(
                api.get(
                        "/v1/products",
                        "Authorization",
                        "Bearer " + api.token(),
                        "Authorization",
                        "Bearer " + api.token()),
                invalid + "Send one Authorization header, with the scheme Bearer.\"");
    }

    @Test
    void aTokenWithAllScopesButTheOneNeededIsForbidden() {
        for (Operation operation : guarded()) {
            Scope needed = Contract.scopes(operation).orElseThrow().iterator().next();
            Set<Scope> others = EnumSet.complementOf(EnumSet.of(needed));
            String token = api.tokens.token(api.clock.instant(), others.toArray(Scope[]::new));

            Reply reply = call(operation, "Authorization", "Bearer " + token);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("insufficient_scope");
            assertThat(reply.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"sealcharge\", error=\"insufficient_scope\", scope=\"" + needed.label()
                            + "\"");
        }
    }

    @Test
    void theOneScopeNeededLetsIn() {
        // some calls have no body that could be wrong
        api.admin.channels.refusal = Refusal.NOT_FOUND;
        for (Operation operation : guarded()) {
            Scope needed = Contract.scopes(operation).orElseThrow().iterator().next();
            String token = api.tokens.token(api.clock.instant(), needed);

            Reply reply = call(operation, "authorization", "bearer " + token);

            assertThat(reply.status()).as(operation.getOperationId()).isNotIn(401, 403);
        }
    }

    @Test
    void noErrorTellsTheSecretsOfItsRequest() {
        String secret = "c2VjcmV0LXRoYXQtbXVzdC1ub3QtY29tZS1iYWNr";
        List<Reply> replies = new ArrayList<>();
        replies.add(api.get("/v1/products", "Authorization", "Bearer " + secret));
        replies.add(api.get("/v1/products", "Authorization", secret));
        for (String operation : List.of("createPurchase", "createRechargeRequest", "createRecharge")) {
            String path = Bodies.path(operation);
            for (String field : List.of("reference", "terminal", "phoneNumber", "envelope", "key", "quantity")) {
                replies.add(api.post(path, Bodies.with(operation, field, secret + " ")));
            }
            replies.add(api.post(path, secret));
            replies.add(api.post(path, "{\"reference\":\"" + secret));
            replies.add(api.post(path, Bodies.good(operation), "Idempotency-Key", secret));
        }
        replies.add(api.post(
                "/v1/purchases", Bodies.good("createPurchase").replace("\"x\":", "\"d\":\"" + secret + "\",\"x\":")));
        replies.add(api.getAs("/v1/purchases?reference=" + secret + "%20"));
        replies.add(api.getAs("/v1/purchases/" + secret));
        replies.add(api.send(
                "POST",
                "/oauth2/token",
                ("grant_type=client_credentials&client_assertion_type=x&client_assertion=" + secret)
                        .getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded"));

        for (Reply reply : replies) {
            assertThat(reply.status()).isBetween(400, 499);
            assertThat(reply.text()).doesNotContain(secret);
            assertThat(reply.response().headers().map().toString()).doesNotContain(secret);
        }
    }
}
