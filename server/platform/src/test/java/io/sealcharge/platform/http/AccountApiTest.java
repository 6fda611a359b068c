package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.AccountStore.Span;
import io.sealcharge.platform.domain.Scope;
import io.sealcharge.platform.domain.StatementCursor;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What channels see of their own account. */
final class AccountApiTest {
    private static final String STATEMENT = "/v1/account/statement?currency=CNY";

    private TestApi api;

    @BeforeEach
    void open() {
        api = new TestApi();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void anAccountShowsWhatItHasAndHowFarItMayGo() {
        assertThat(api.getAs("/v1/account").text())
                .isEqualTo("{\"channel\":\"channel-1\",\"accounts\":["
                        + "{\"currency\":\"CNY\",\"balanceMinor\":-250,\"creditLimitMinor\":1000,\"availableMinor\":750,"
                        + "\"dayCapMinor\":20000,\"spentTodayMinor\":4800},"
                        + "{\"currency\":\"USD\",\"balanceMinor\":7,\"creditLimitMinor\":0,\"availableMinor\":7,"
                        + "\"orderCapMinor\":500,\"spentTodayMinor\":0}]}");
    }

    @Test
    void aStatementGoesOnWhereThePageBeforeEndedWithTheBalanceThere() {
        JsonObject first = api.getAs(STATEMENT + "&limit=2").json();

        assertThat(first.getJsonArray("items").getJsonObject(1)).isEqualTo(new JsonObject("""
                {"id":12,"kind":"sale","amountMinor":-4900,"currency":"CNY","balanceMinor":5100,"actId":"purchase-1",
                 "reference":"order-1","postedAt":"2026-11-22T08:00:00.000Z"}"""));
        assertThat(first.getString("nextCursor")).isEqualTo("12.5100");

        JsonObject last = api.getAs(STATEMENT + "&limit=2&cursor=12.5100").json();

        assertThat(last.getJsonArray("items")).hasSize(1);
        assertThat(last.containsKey("nextCursor")).isFalse();
        assertThat(api.afterSale.accounts.asked)
                .isEqualTo(new Span("channel-1", "CNY", new StatementCursor(12, 5_100), null, null));
    }

    @Test
    void daysAreWholeAndThoseOfUtc() {
        api.getAs(STATEMENT + "&from=2026-02-28&to=2026-02-28");

        assertThat(api.afterSale.accounts.asked)
                .isEqualTo(new Span(
                        "channel-1",
                        "CNY",
                        StatementCursor.START,
                        Instant.parse("2026-02-28T00:00:00Z"),
                        Instant.parse("2026-03-01T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/account?currency=CNY|query:currency is not a known parameter",
                "/v1/account/statement|query:currency is required",
                "/v1/account/statement?currency=cny|query:currency must be three letters A-Z",
                "/v1/account/statement?currency=CNX|query:currency must be a currency of ISO 4217",
                "/v1/account/statement?currency=CNY&from=2026-02-29|query:from must be a day of the calendar, YYYY-MM-DD",
                "/v1/account/statement?currency=CNY&to=22.11.2026|query:to must be a day of the calendar, YYYY-MM-DD",
                "/v1/account/statement?currency=CNY&from=2026-11-23&to=2026-11-22|query:to must not be before from",
                "/v1/account/statement?currency=CNY&cursor=12|query:cursor must be the nextCursor of a page",
                "/v1/account/statement?currency=CNY&cursor=0.5|query:cursor must be the nextCursor of a page",
                "/v1/account/statement?currency=CNY&cursor=12.-|query:cursor must be the nextCursor of a page",
                "/v1/account/statement?currency=CNY&limit=501|query:limit must be an integer from 1 to 500",
            })
    void badInputIsRefusedByFieldAndRule(String path, String fault) {
        TestApi.Reply reply = api.getAs(path);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.fault()).isEqualTo(fault);
    }

    @Test
    void onlyTheScopeAndAnActiveChannelOpenIt() {
        String token = api.tokens.token(api.clock.instant(), Scope.VOUCHERS_READ);
        for (String path : new String[] {"/v1/account", STATEMENT}) {
            assertThat(api.get(path, "Authorization", "Bearer " + token).code()).isEqualTo("insufficient_scope");
        }
        api.channels.active = false;
        for (String path : new String[] {"/v1/account", STATEMENT}) {
            assertThat(api.getAs(path).code()).isEqualTo("channel_suspended");
        }
    }
}
