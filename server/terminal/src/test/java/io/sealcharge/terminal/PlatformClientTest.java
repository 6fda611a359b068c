package io.sealcharge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import io.sealcharge.envelope.KeyEncryption;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformClientTest extends TerminalFixture {
    private static final String BALANCE = "/v1/subscribers/%2B8613800138000/balance";

    private void script(int status, String body, Map<String, String> headers) {
        platform.replaceAnswerOf = BALANCE;
        platform.scripted = new FakePlatform.Scripted(status, body, headers);
    }

    private SubscriberBalance balance(Terminal terminal) {
        return terminal.platform().getSubscriberBalance(PHONE);
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItExpires() {
        Terminal terminal = terminal();
        balance(terminal);
        clock.move(Duration.ofSeconds(569));
        balance(terminal);
        assertThat(platform.tokensIssued).isEqualTo(1);

        clock.move(Duration.ofSeconds(1));
        balance(terminal);
        assertThat(platform.tokensIssued).isEqualTo(2);
    }

    @Test
    void aTokenThatThePlatformNoLongerAcceptsIsReplacedOnceAndTheSameBytesAreSent() {
        Terminal terminal = terminal();
        balance(terminal);
        platform.validToken = "another";

        terminal.buy(new PurchaseOrder("order-1", "demo-50", 1, KeyEncryption.ECDH_ES, null));

        assertThat(platform.tokensIssued).isEqualTo(2);
        assertThat(platform.received("/v1/purchases"))
                .extracting(FakePlatform.Received::text)
                .hasSize(2)
                .containsOnly(platform.received("/v1/purchases").getFirst().text());
    }

    @Test
    void aSecond401IsGivenToTheCaller() {
        script(401, FakePlatform.problem(401, "unauthenticated").body(), Map.of());

        assertThatThrownBy(() -> balance(terminal()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("unauthenticated"));
        assertThat(platform.received(BALANCE)).hasSize(2);
    }

    @Test
    void aRefusedClientIsAProblemWithTheOauthError() throws ParseException {
        platform.channelKey = ECKey.parse(ChannelCredentials.generate("someone").publicJwkJson());

        assertThatThrownBy(() -> balance(terminal()))
                .isInstanceOf(ProblemException.class)
                .hasMessage("401 invalid_client: not your key");
    }

    @Test
    void aProblemIsToldWhole() {
        FakePlatform.Scripted problem = FakePlatform.problem(429, "too_many_outstanding");
        script(problem.status(), problem.body(), problem.headers());

        assertThatThrownBy(() -> balance(terminal())).isInstanceOfSatisfying(ProblemException.class, told -> {
            assertThat(told.status()).isEqualTo(429);
            assertThat(told.code()).isEqualTo("too_many_outstanding");
            assertThat(told.detail()).isEqualTo("why");
            assertThat(told.traceId()).isEqualTo("trace-9");
            assertThat(told.retryAfterSeconds()).hasValue(7);
            assertThat(told.errors()).containsExactly(new FieldFault("/quantity", "must be 1 to 100"));
            assertThat(told.isFinal()).isFalse();
            assertThat(told).hasMessage("429 too_many_outstanding: why [/quantity must be 1 to 100]");
        });
        assertThat(platform.received(BALANCE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad gateway</html>", "[]", "{\"errors\":7}"})
    void aFailureThatIsNoProblemDocumentHasTheCodeUnknown(String body) {
        script(502, body, Map.of());

        assertThatThrownBy(() -> balance(terminal())).isInstanceOfSatisfying(ProblemException.class, told -> {
            assertThat(told.status()).isEqualTo(502);
            assertThat(told.code()).isEqualTo("unknown");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[1]",
                "{}",
                "{\"phoneNumber\":\"+8613800138000\"}",
                "{\"phoneNumber\":null,\"balances\":[]}",
                "{\"phoneNumber\":\"+8613800138000\",\"balances\":[{\"currency\":\"CNY\"}]}",
                "{\"phoneNumber\":\"+8613800138000\",\"balances\":[{\"balanceMinor\":\"x\",\"currency\":\"CNY\"}]}"
            })
    void aSuccessThatIsNotInTheContractIsUnexpected(String body) {
        script(200, body, Map.of());

        assertThatThrownBy(() -> balance(terminal())).isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void aMemberThatALaterPlatformAddsIsPassedOver() {
        script(200, "{\"phoneNumber\":\"+8613800138000\",\"balances\":[],\"later\":1}", Map.of());

        assertThat(balance(terminal()).minorIn("CNY")).isZero();
    }

    @Test
    void aPlatformThatIsAwayIsUnreachable() {
        Terminal terminal = terminal();
        platform.close();

        assertThatThrownBy(() -> balance(terminal)).isInstanceOf(PlatformUnreachableException.class);
    }

    @Test
    void anAnswerThatStopsHalfwayIsNoAnswer() {
        platform.stallIn = BALANCE;
        Terminal terminal = terminal(Duration.ofMillis(700));

        assertThatThrownBy(() -> balance(terminal))
                .isInstanceOf(PlatformUnreachableException.class)
                .hasMessageContaining("within 700 ms");
    }

    @Test
    void whatIsShownHoldsNoTokenAndNoAssertion() {
        balance(terminal());

        assertThat(exchanges).hasSize(2);
        assertThat(exchanges.toString())
                .contains("client_assertion=***", "\"access_token\":\"***\"", "Bearer ***")
                .doesNotContain(platform.validToken, "eyJ");
        assertThat(exchanges.get(1)).satisfies(exchange -> {
            assertThat(exchange.method()).isEqualTo("GET");
            assertThat(exchange.uri().getRawPath()).isEqualTo(BALANCE);
            assertThat(exchange.status()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1", "ftp://127.0.0.1", "http:/x"})
    void tokensDoNotTravelInTheClear(String url) {
        assertThatThrownBy(() -> new PlatformClient(
                        URI.create(url), credentials, Duration.ofSeconds(1), Clock.systemUTC(), ExchangeListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }
}
