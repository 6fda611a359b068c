package io.sealcharge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators send and get. */
final class AdminApiTest {
    private static final String PRODUCT = """
            {"name":"Top-up 50","active":true,"source":"minted","faceValueMinor":5000,"priceMinor":4900,"currency":"CNY",\
            "pinLength":18,"pinCheckDigit":false,"serialLength":16,"validityDays":365}""";

    private TestApi api;

    @BeforeEach
    void open() {
        api = new TestApi();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private TestApi.Reply send(String method, String path, String body) {
        return api.send(
                method,
                path,
                body.getBytes(StandardCharsets.UTF_8),
                "Authorization",
                "Bearer " + api.token(),
                "Content-Type",
                "application/json");
    }

    @Test
    void aProductIsPutAndListedPageByPage() {
        for (String id : new String[] {"a", "b", "c"}) {
            TestApi.Reply put = send("PUT", "/v1/admin/products/" + id, PRODUCT);
            assertThat(put.status()).isEqualTo(200);
            assertThat(put.json()).isEqualTo(new JsonObject(PRODUCT).put("id", id));
        }
        JsonObject first = api.getAs("/v1/admin/products?limit=2").json();
        JsonObject rest = api.getAs("/v1/admin/products?limit=2&cursor=" + first.getString("nextCursor"))
                .json();

        assertThat(first.getJsonArray("items")).hasSize(2);
        assertThat(rest.getJsonArray("items")).hasSize(1);
        assertThat(rest.containsKey("nextCursor")).isFalse();
        assertThat(api.admin.products.acts).hasSize(3).allSatisfy(act -> {
            assertThat(act.actor()).isEqualTo("channel-1");
            assertThat(act.deed().operation()).isEqualTo("putProduct");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/v1/admin/products?limit=0||query:limit must be an integer from 1 to 500",
                "GET|/v1/admin/products?limit=501||query:limit must be an integer from 1 to 500",
                "GET|/v1/admin/products?cursor=%20||query:cursor must be the nextCursor of a page",
                "GET|/v1/admin/products?order=id||query:order is not a known parameter",
                "PUT|/v1/admin/channels/n|{\"name\":\"N\",\"scopes\":[\"admin:credit\"],\"allProducts\":true}|/scopes/0 must be one of products:read, vouchers:buy, vouchers:read, vouchers:recharge, subscribers:read, terminals:manage, account:read",
                "PUT|/v1/admin/channels/n|{\"name\":\"N\",\"scopes\":[],\"allProducts\":\"yes\"}|/allProducts must be true or false",
                "PUT|/v1/admin/channels/n|{\"name\":\"N\",\"scopes\":{},\"allProducts\":true}|/scopes must be a list of at most 7",
                "PUT|/v1/admin/channels/n|{\"name\":\"N\",\"scopes\":[],\"allProducts\":true,\"keys\":[{\"kty\":\"EC\",\"d\":\"x\"}]}|/keys/0 must hold kty, crv, x, y, n, e, kid, alg and use only, all of them text; never a private key",
                "PUT|/v1/admin/channels/n|{\"name\":\"N\",\"scopes\":[],\"allProducts\":true,\"keys\":[{\"kty\":\"oct\"}]}|/keys/0 must be a public JWK, EC on P-256 or RSA of 2048 to 4096 bits",
                "PUT|/v1/admin/channels/n/suspension|{}|/reason is required",
                "PUT|/v1/admin/channels/n/products/p|{\"commissionMinor\":-1}|/commissionMinor must be an integer from 0 to 1000000000000",
                "PUT|/v1/admin/channels/n/accounts/CNX|{\"creditLimitMinor\":0}|path:currency must be a currency of ISO 4217",
                "PUT|/v1/admin/channels/n/accounts/cny|{\"creditLimitMinor\":0}|path:currency must be three letters A-Z",
                "PUT|/v1/admin/channels/n/accounts/CNY|{\"creditLimitMinor\":0,\"dayCapMinor\":0}|/dayCapMinor must be an integer from 1 to 1000000000000000",
                "POST|/v1/admin/channels/n/credits|{\"reference\":\"r\",\"amountMinor\":0,\"currency\":\"CNY\"}|/amountMinor must be an integer from 1 to 1000000000000000",
                "POST|/v1/admin/channels/n/credits|{\"reference\":\"r\",\"amountMinor\":1,\"currency\":\"XXY\"}|/currency must be a currency of ISO 4217",
                "POST|/v1/admin/bars|{\"channel\":\"n\",\"terminal\":\"k\",\"reason\":\"\"}|/reason must be 1 to 200 characters, no control characters among them",
                "POST|/v1/admin/bars/1/lift|{\"reason\":\"r\"}|path:barId must be a UUID in lower case, as the platform gave it",
                "GET|/v1/admin/vouchers/12||path:serialNumber must be 8 to 32 digits",
            })
    void badInputIsRefusedByFieldAndRuleAndNothingIsWritten(String method, String path, String body, String fault) {
        TestApi.Reply reply = body == null ? api.getAs(path) : send(method, path, body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.fault()).isEqualTo(fault);
        assertThat(api.writes()).isZero();
    }

    @Test
    void aChannelShowsItsTermsAndAccounts() {
        assertThat(api.getAs("/v1/admin/channels/north").json()).isEqualTo(new JsonObject("""
                {"id":"north","name":"North","active":true,"scopes":["products:read","vouchers:buy"],"allProducts":false,
                 "keys":["thumbprint-1"],
                 "products":[{"product":"topup-50","priceMinor":4800,"commissionMinor":50},
                             {"product":"topup-100","commissionMinor":0}],
                 "accounts":[{"currency":"CNY","balanceMinor":-250,"creditLimitMinor":1000,"dayCapMinor":20000,
                              "spentTodayMinor":4800}]}"""));
        assertThat(api.getAs("/v1/admin/channels/south").status()).isEqualTo(404);
    }

    @Test
    void termsAndLimitsReachTheStoreAsTheyWereSent() {
        send("PUT", "/v1/admin/channels/north/products/p", "{}");
        assertThat(api.admin.channels.terms).isEqualTo(new ChannelTerms("p", null, 0));
        send("PUT", "/v1/admin/channels/north/accounts/CNY", "{\"creditLimitMinor\":5,\"orderCapMinor\":7}");
        assertThat(api.admin.channels.limits).isEqualTo(new AccountLimits("CNY", 5, 7L, null));
        send("PUT", "/v1/admin/channels/north/suspension", "{\"reason\":\"unpaid\"}");
        assertThat(api.admin.channels.active).isFalse();
        assertThat(api.admin.channels.acts.getLast().deed().reason()).isEqualTo("unpaid");
        assertThat(send("DELETE", "/v1/admin/channels/north/suspension", "").status())
                .isEqualTo(200);
        assertThat(api.admin.channels.active).isTrue();
    }

    @Test
    void aGrantGivenBeforeIsMarked() {
        String grant = "{\"reference\":\"r\",\"amountMinor\":100,\"currency\":\"CNY\"}";
        assertThat(api.post("/v1/admin/channels/north/credits", grant).status()).isEqualTo(201);
        api.admin.channels.grantedBefore = true;
        assertThat(api.post("/v1/admin/channels/north/credits", grant).header("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(api.post("/v1/admin/channels/north/credits", grant, "Idempotency-Key", "other")
                        .fault())
                .isEqualTo("header:Idempotency-Key must equal reference");
    }

    @Test
    void aVoucherShowsItsHistoryAndABarItsEnd() {
        JsonObject voucher = api.getAs("/v1/admin/vouchers/1000000000000008").json();
        assertThat(voucher.getString("batch")).isEqualTo("batch-1");
        assertThat(voucher.getJsonArray("history").getJsonObject(1).getString("from"))
                .isEqualTo("available");
        JsonObject bar = api.post("/v1/admin/bars", "{\"channel\":\"north\",\"terminal\":\"k\",\"reason\":\"stolen\"}")
                .json();
        assertThat(bar.getString("barredBy")).isEqualTo("channel-1");
        assertThat(api.getAs("/v1/admin/bars?channel=north").json().getJsonArray("items"))
                .containsExactly(bar);
        assertThat(api.post("/v1/admin/bars/" + bar.getString("id") + "/lift", "{\"reason\":\"found\"}")
                        .json()
                        .getString("liftReason"))
                .isEqualTo("found");
    }

    @ParameterizedTest
    @CsvSource({
        "PRODUCT_SOLD,There are vouchers of this product",
        "COMMISSION_ABOVE_PRICE,A commission may not be more",
        "LIMIT_BELOW_DEBT,The channel owes more than this limit",
        "OPERATOR_CLIENT,This id is an operator's"
    })
    void aConflictOfStateSaysWhich(Refusal refusal, String words) {
        api.admin.products.refusal = refusal;

        TestApi.Reply reply = send("PUT", "/v1/admin/products/a", PRODUCT);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("state_conflict");
        assertThat(reply.json().getString("detail")).startsWith(words);
    }

    @Test
    void anOperatorThatWasDismissedGetsNothing() {
        api.channels.active = false;

        assertThat(api.getAs("/v1/admin/products").status()).isEqualTo(403);
        assertThat(send("PUT", "/v1/admin/products/a", PRODUCT).code()).isEqualTo("channel_suspended");
        assertThat(api.writes()).isZero();
    }
}
