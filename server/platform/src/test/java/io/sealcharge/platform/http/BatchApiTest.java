package io.sealcharge.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.P256Point;
import io.sealcharge.envelope.StockFile;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators send and get about batches and stock. */
final class BatchApiTest {
    private static final String IMPORT = "/v1/admin/batches/b-1/import?product=card-50";

    private static TestApi api;

    @BeforeAll
    static void open() {
        api = new TestApi();
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.admin.batches.forget();
        api.keys.unreadable = null;
        api.channels.active = true;
    }

    private static TestApi.Reply importing(String path, String file, String... more) {
        String[] headers = new String[more.length + 4];
        System.arraycopy(more, 0, headers, 4, more.length);
        headers[0] = "Authorization";
        headers[1] = "Bearer " + api.token();
        headers[2] = "Content-Type";
        headers[3] = "application/jose";
        return api.send("POST", path, file.getBytes(UTF_8), headers);
    }

    private static String file() {
        try {
            P256Point key =
                    P256Point.of(new ECKeyGenerator(Curve.P_256).generate().toECPublicKey());
            return StockFile.seal("1,2\n".getBytes(UTF_8), key, KeyEncryption.ECDH_ES);
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aBatchIsOrderedAndTheWorkerIsTold() {
        String order = """
                {"id":"b-1","product":"card-50","quantity":300,"expiresAt":"2029-12-31T23:59:59.5+08:00","reason":"spring"}""";

        TestApi.Reply reply = api.post("/v1/admin/batches", order, "Idempotency-Key", "b-1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.json()).isEqualTo(new JsonObject("""
                {"id":"b-1","product":"card-50","origin":"generated","state":"draft","quantity":300,"produced":100,
                 "refused":2,"expiresAt":"2026-11-22T08:00:00.000Z","createdAt":"2026-11-22T08:00:00.000Z",
                 "task":"generate","stepsDone":100,"stepsTotal":300,"percent":33}"""));
        assertThat(api.admin.batches.ordered.expiresAt()).isEqualTo(Instant.parse("2029-12-31T15:59:59.5Z"));
        assertThat(api.admin.batches.ordered.reason()).isEqualTo("spring");
        assertThat(api.admin.batches.woken).isOne();
        assertThat(api.admin.batches.acts).singleElement().satisfies(act -> {
            assertThat(act.deed().operation()).isEqualTo("createBatch");
            assertThat(act.deed().target()).isEqualTo("b-1");
            assertThat(act.deed().reason()).isEqualTo("spring");
            assertThat(act.deed().facts())
                    .isEqualTo(
                            Map.of("product", "card-50", "quantity", "300", "expiresAt", "2029-12-31T15:59:59.500Z"));
        });
        byte[] digest = api.admin.batches.ordered.requestDigest();
        api.admin.batches.before = true;
        assertThat(api.post("/v1/admin/batches", order.replace(".5+08:00", ".500+08:00"))
                        .header("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(api.admin.batches.ordered.requestDigest()).isEqualTo(digest);
        for (String other : List.of("300->301", "spring->autumn", "card-50->card-51", ":59.5->:59.6", "b-1->b-2")) {
            String[] change = other.split("->", 2);
            api.post("/v1/admin/batches", order.replace(change[0], change[1]));
            assertThat(api.admin.batches.ordered.requestDigest()).as(other).isNotEqualTo(digest);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"product\":\"p\",\"quantity\":1}|/id is required",
                "{\"id\":\"a b\",\"product\":\"p\",\"quantity\":1}|/id must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "{\"id\":\"a\",\"product\":7,\"quantity\":1}|/product must be a string",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":0}|/quantity must be an integer from 1 to 1000000",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1000001}|/quantity must be an integer from 1 to 1000000",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":\"9\"}|/quantity must be an integer from 1 to 1000000",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1e2}|/quantity must be an integer from 1 to 1000000",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1,\"expiresAt\":\"tomorrow\"}|/expiresAt must be a time as in RFC 3339, such as 2027-12-31T23:59:59Z",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1,\"expiresAt\":\"2027-02-30T00:00:00Z\"}|/expiresAt must be a time as in RFC 3339, such as 2027-12-31T23:59:59Z",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1,\"expiresAt\":\"2027-01-01T00:00:00\"}|/expiresAt must be a time as in RFC 3339, such as 2027-12-31T23:59:59Z",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1,\"expiresAt\":\"9999-01-01T00:00:00Z\"}|/expiresAt must be a time as in RFC 3339, such as 2027-12-31T23:59:59Z",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1,\"expiresAt\":1}|/expiresAt must be a string",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1,\"reason\":\"\"}|/reason must be 1 to 200 characters, no control characters among them",
                "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1,\"state\":\"active\"}|/state is not a known field",
                "[]|'The body must be a JSON object'",
            })
    void aBadOrderIsRefusedByFieldAndRuleAndNothingIsWritten(String body, String fault) {
        assertRefused(api.post("/v1/admin/batches", body), fault);
    }

    private static void assertRefused(TestApi.Reply reply, String fault) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().getString("detail")).isEqualTo(fault);
        assertThat(api.writes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/v1/admin/batches?limit=501||query:limit must be an integer from 1 to 500",
                "GET|/v1/admin/batches?cursor=%20||query:cursor must be the nextCursor of a page",
                "GET|/v1/admin/batches/a%20b||path:batchId must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "GET|/v1/admin/batches/a/refusals?cursor=a||query:cursor must be the nextCursor of a page",
                "GET|/v1/admin/batches/a/refusals?cursor=9999999999||query:cursor must be the nextCursor of a page",
                "GET|/v1/admin/batches/a/refusals?limit=0||query:limit must be an integer from 1 to 500",
                "GET|/v1/admin/stock?product=p||query:product is not a known parameter",
                "POST|/v1/admin/batches/a/validate|{}|/reason is required",
                "POST|/v1/admin/batches/a/activate|{\"reason\":\"\"}|/reason must be 1 to 200 characters, no control characters among them",
                "POST|/v1/admin/batches/a/lock|{\"reason\":1}|/reason must be a string",
                "POST|/v1/admin/batches/a/void|{\"reason\":\"r\",\"force\":true}|/force is not a known field",
            })
    void badInputIsRefusedByFieldAndRuleAndNothingIsWritten(String method, String path, String body, String fault) {
        assertRefused(method.equals("GET") ? api.getAs(path) : api.post(path, body), fault);
    }

    @Test
    void anIdempotencyKeyOtherThanTheIdIsRefused() {
        assertRefused(
                api.post(
                        "/v1/admin/batches", "{\"id\":\"a\",\"product\":\"p\",\"quantity\":1}", "Idempotency-Key", "b"),
                "header:Idempotency-Key must equal id");
        assertRefused(
                importing(IMPORT, file(), "Idempotency-Key", "b"), "header:Idempotency-Key must equal the batch's id");
    }

    @Test
    void batchesAndRefusedRowsAreListedPageByPage() {
        JsonObject first = api.getAs("/v1/admin/batches?limit=2").json();
        assertThat(first.getJsonArray("items")).hasSize(2);
        assertThat(first.getString("nextCursor")).isEqualTo("b");
        assertThat(api.getAs("/v1/admin/batches?cursor=b").json().getJsonArray("items"))
                .hasSize(1);
        assertThat(api.getAs("/v1/admin/batches/a/refusals?limit=2&cursor=1").json())
                .isEqualTo(new JsonObject("""
                        {"items":[{"line":2,"rule":"pin_format"},{"line":3,"rule":"pin_format"}],"nextCursor":"3"}"""));
        assertThat(api.getAs("/v1/admin/batches/a/refusals?cursor=3").json().getJsonArray("items"))
                .hasSize(2);
        assertThat(api.getAs("/v1/admin/batches/b/refusals").status()).isEqualTo(404);
    }

    @Test
    void aBatchShowsItsProgressAndHistory() {
        JsonObject batch = api.getAs("/v1/admin/batches/a").json();
        assertThat(batch.getInteger("percent")).isEqualTo(33);
        assertThat(batch.getJsonArray("history")).hasSize(2);
        assertThat(batch.getJsonArray("history").getJsonObject(1).getString("from"))
                .isEqualTo("draft");
        assertThat(api.getAs("/v1/admin/batches/b").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"validate,VALIDATED,202", "activate,ACTIVE,200", "lock,LOCKED,200", "void,VOID,200"})
    void aGateIsPassedWithAReason(String gate, BatchState state, int status) {
        TestApi.Reply reply = api.post("/v1/admin/batches/a/" + gate, "{\"reason\":\"as agreed\"}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(api.admin.batches.changed.to()).isEqualTo(state);
        assertThat(api.admin.batches.changed.reason()).isEqualTo("as agreed");
        assertThat(api.admin.batches.acts.getFirst().deed().operation()).isEqualTo(gate + "Batch");
        assertThat(api.admin.batches.woken).isEqualTo(gate.equals("validate") || gate.equals("void") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND,404,not_found,There is no such thing",
        "STATE_CONFLICT,409,state_conflict,This is not possible in the state",
        "BATCH_BUSY,409,state_conflict,Something is being done to the batch's vouchers",
        "BATCH_EMPTY,409,state_conflict,The batch has no vouchers"
    })
    void aGateThatIsShutSaysWhy(Refusal refusal, int status, String code, String words) {
        api.admin.batches.refusal = refusal;

        TestApi.Reply reply = api.post("/v1/admin/batches/a/validate", "{\"reason\":\"r\"}");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().getString("detail")).startsWith(words);
    }

    @Test
    void aFileBecomesABatch() {
        TestApi.Reply reply = importing(IMPORT + "&expiresAt=2029-12-31T23:59:59Z", file());

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.json().containsKey("task")).isFalse();
        assertThat(api.admin.batches.imported.product()).isEqualTo("card-50");
        assertThat(api.admin.batches.imported.expiresAt()).isEqualTo(Instant.parse("2029-12-31T23:59:59Z"));
        assertThat(api.admin.batches.rows).containsExactly(new ImportedRow.Refused(1, ImportedRow.Rule.PIN_FORMAT));
        api.admin.batches.before = true;
        assertThat(importing(IMPORT, file()).header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(api.admin.batches.rows).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "STOCK_KEY_UNKNOWN,400,kid_unknown,The file is sealed to no stock-import key",
        "STOCK_FILE_UNREADABLE,422,stock_file_unreadable,The file was altered"
    })
    void aFileThatDoesNotOpenIsRefused(Refusal refusal, int status, String code, String words) {
        api.keys.unreadable = refusal;
        assertImportRefused(importing(IMPORT, file()), status, code, words);
    }

    private static void assertImportRefused(TestApi.Reply reply, int status, String code, String words) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().getString("detail")).startsWith(words);
        assertThat(api.writes()).isZero();
        assertThat(api.admin.batches.rows).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PRODUCT_UNKNOWN,422,product_unknown,There is no such product",
        "REFERENCE_REUSED,422,reference_reused,This reference was used",
        "EXPIRY_PASSED,400,malformed_request,expiresAt must be in the future"
    })
    void anImportThatTheStoreRefusesSaysWhy(Refusal refusal, int status, String code, String words) {
        api.admin.batches.refusal = refusal;
        assertImportRefused(importing(IMPORT, file()), status, code, words);
    }

    @Test
    void anImportInOtherHandsSaysSo() {
        api.admin.batches.superseded = true;

        TestApi.Reply reply = importing(IMPORT, file());

        assertThat(reply.code()).isEqualTo("state_conflict");
        assertThat(reply.json().getString("detail")).startsWith("A later request goes on with this import");
    }

    @Test
    void aBadFileIsRefusedBeforeAnythingIsAskedOfTheHsm() {
        String file = file();
        int calls = api.keys.calls;
        assertImportRefused(importing(IMPORT, "1,2"), 400, "malformed_envelope", "envelope: must be five parts");
        assertImportRefused(
                importing(IMPORT, file.substring(0, file.length() - 2)), 400, "malformed_envelope", "envelope:tag");
        assertImportRefused(importing(IMPORT, "é" + file), 400, "malformed_envelope", "envelope:protected");
        assertImportRefused(importing(IMPORT, file + "\n"), 400, "malformed_envelope", "envelope:tag");
        assertImportRefused(
                importing(IMPORT, "a".repeat(TestApi.MAX_STOCK_FILE_BYTES + 1)), 413, "body_too_large", "A body has");
        assertImportRefused(api.post(IMPORT, "{}"), 415, "unsupported_media_type", "Send the body as application/jose");
        assertImportRefused(importing(IMPORT, ""), 400, "malformed_envelope", "envelope: must be five parts");
        assertThat(api.keys.calls).isEqualTo(calls);
        assertThat(importing(IMPORT, "a".repeat(TestApi.MAX_BODY_BYTES + 1)).code())
                .isEqualTo("malformed_envelope");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/admin/batches/b/import|query:product is required",
                "/v1/admin/batches/b/import?product=|query:product must be 1 to 64 of A-Z a-z 0-9 . _ : -",
                "/v1/admin/batches/b/import?product=p&product=q|query:product must not occur twice",
                "/v1/admin/batches/b/import?product=p&quantity=1|query:quantity is not a known parameter",
                "/v1/admin/batches/b/import?product=p&expiresAt=2027|query:expiresAt must be a time as in RFC 3339, such as 2027-12-31T23:59:59Z",
                "/v1/admin/batches/b/import?product=p&expiresAt=2027-13-01T00:00:00Z|query:expiresAt must be a time as in RFC 3339, such as 2027-12-31T23:59:59Z",
            })
    void anImportWithBadParametersIsRefused(String path, String fault) {
        assertRefused(importing(path, file()), fault);
    }

    @Test
    void stockAndItsKeyAreShown() {
        assertThat(api.getAs("/v1/admin/stock").json()).isEqualTo(new JsonObject("""
                {"items":[{"product":"card-50","fromStock":true,"available":7,"claimed":2,"held":1}]}"""));
        assertThat(api.getAs("/v1/admin/stock/import-key").json())
                .isEqualTo(new JsonObject("{\"kty\":\"EC\",\"use\":\"enc\"}"));
    }

    @Test
    void anOperatorThatWasDismissedGetsNothing() {
        api.channels.active = false;

        assertThat(api.getAs("/v1/admin/stock/import-key").status()).isEqualTo(403);
        assertThat(importing(IMPORT, file()).code()).isEqualTo("channel_suspended");
        assertThat(api.post("/v1/admin/batches/a/void", "{\"reason\":\"r\"}").code())
                .isEqualTo("channel_suspended");
        assertThat(api.writes()).isZero();
    }
}
