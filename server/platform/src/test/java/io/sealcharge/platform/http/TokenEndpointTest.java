package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.http.TestApi.Reply;
import io.sealcharge.platform.http.token.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6749, 4.4 and 5.2, with client assertions (RFC 7523). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenEndpointTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private final TestApi api = new TestApi();
    private final Map<String, String> form = new LinkedHashMap<>();
    private int jti;

    @BeforeEach
    void good() {
        api.keys.failure = null;
        form.clear();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private String assertion() {
        jti++;
        return api.channels.assertion(api.clock.instant(), TestTokens.ISSUER, "jti-" + jti);
    }

    private Reply ask() {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ask(body);
    }

    private Reply ask(String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = FORM;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return api.send("POST", "/oauth2/token", body.getBytes(StandardCharsets.UTF_8), all);
    }

    private static void assertDenied(Reply reply, int status, String error) {
        assertThat(reply.text()).contains(error);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("WWW-Authenticate").isEmpty()).isEqualTo(status != 401);
        assertThat(reply.json().fieldNames()).containsExactly("error", "error_description");
        assertThat(reply.json().getString("error")).isEqualTo(error);
    }

    @Test
    void anAssertionBuysAToken() {
        Reply reply = ask();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .isEqualTo("{\"access_token\":\"signed.access.token\",\"token_type\":\"Bearer\",\"expires_in\":600,"
                        + "\"scope\":\"products:read vouchers:buy vouchers:read vouchers:recharge subscribers:read"
                        + " terminals:manage account:read\"}");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Pragma")).isEqualTo("no-cache");
    }

    @Test
    void unknownAndEmptyParametersAreIgnored() {
        form.put("resource", "x");
        form.put("scope", "");

        assertThat(ask().status()).isEqualTo(200);
    }

    @Test
    void aScopeNarrowsTheToken() {
        form.put("scope", "vouchers:buy");
        assertThat(ask().json().getString("scope")).isEqualTo("vouchers:buy");
        good();
        form.put("scope", "vouchers:steal");
        assertDenied(ask(), 400, "invalid_scope");
    }

    @ParameterizedTest
    @CsvSource({"grant_type", "client_assertion_type", "client_assertion"})
    void aMissingOrEmptyParameterIsAnInvalidRequest(String name) {
        form.put(name, "");
        assertDenied(ask(), 400, "invalid_request");
        form.remove(name);
        Reply reply = ask();
        assertDenied(reply, 400, "invalid_request");
        assertThat(reply.json().getString("error_description")).isEqualTo(name + " is required");
    }

    @ParameterizedTest
    @CsvSource({"grant_type", "client_assertion", "scope", "whatever"})
    void aParameterMustNotOccurTwice(String name) {
        assertDenied(ask(name + "=a&grant_type=client_credentials&" + name + "=b"), 400, "invalid_request");
    }

    @Test
    void otherGrantsAreNotSupported() {
        form.put("grant_type", "password");
        assertDenied(ask(), 400, "unsupported_grant_type");
    }

    @Test
    void otherCredentialsAreRefused() {
        form.put("client_secret", "s");
        assertDenied(ask(), 400, "invalid_request");
        form.remove("client_secret");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");
        assertDenied(ask(), 401, "invalid_client");
        assertDenied(ask("grant_type=client_credentials", "Authorization", "Basic YTpi"), 400, "invalid_request");
    }

    @Test
    void aClientIdMustBeTheAssertions() {
        form.put("client_id", "channel-1");
        assertThat(ask().status()).isEqualTo(200);
        good();
        form.put("client_id", "channel-2");
        assertDenied(ask(), 401, "invalid_client");
        form.put("client_assertion", "no.jwt.here");
        assertDenied(ask(), 401, "invalid_client");
    }

    @Test
    void aBadOrReplayedAssertionIsAnInvalidClient() {
        ask();
        assertDenied(ask(), 401, "invalid_client");
        form.put("client_assertion", "garbage");
        assertDenied(ask(), 401, "invalid_client");
        form.put("client_assertion", "a".repeat(TestApi.MAX_BODY_BYTES - 200));
        assertDenied(ask(), 401, "invalid_client");
        form.put("client_assertion", api.channels.assertion(api.clock.instant(), "urn:other", "j"));
        assertDenied(ask(), 401, "invalid_client");
    }

    @Test
    void aFormThatIsNoneIsAnInvalidRequest() {
        assertDenied(ask("grant_type=%zz"), 400, "invalid_request");
        Reply binary = api.send("POST", "/oauth2/token", new byte[] {'a', '=', (byte) 0xff}, "Content-Type", FORM);
        assertDenied(binary, 400, "invalid_request");
    }

    @Test
    void whatIsNoErrorOfTheGrantIsAProblem() {
        Reply json = api.send("POST", "/oauth2/token", new byte[] {'{'}, "Content-Type", "application/json");
        assertThat(json.code()).isEqualTo("unsupported_media_type");
        Reply large = ask("a=" + "b".repeat(TestApi.MAX_BODY_BYTES));
        assertThat(large.code()).isEqualTo("body_too_large");
        api.keys.failure = new UnavailableException(UnavailableException.Part.HSM, 2, null);
        Reply away = ask();
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("hsm_unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("2");
    }
}
