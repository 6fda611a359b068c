package io.sealcharge.acceptance;

import static io.sealcharge.acceptance.ForeignPins.otherDigit;
import static io.sealcharge.acceptance.ForeignPins.pin;
import static io.sealcharge.acceptance.ForeignPins.row;
import static io.sealcharge.acceptance.ForeignPins.rows;
import static io.sealcharge.acceptance.ForeignPins.sealed;
import static io.sealcharge.acceptance.ForeignPins.serial;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.demo.Exchanges;
import io.sealcharge.cli.demo.SearchSteps;
import io.sealcharge.cli.demo.Secrets;
import io.sealcharge.cli.demo.Steps;
import io.sealcharge.envelope.Pin;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import io.sealcharge.terminal.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stock is generated in the background and imported row by row, across a kill -9, and no PIN of it is left behind. */
@Tag("real")
class StockAcceptanceTest {
    @RegisterExtension
    static final Installation INSTALLATION = new Installation();

    private static final String PRODUCT = "foreign-50";
    private static final int QUANTITY = Boolean.getBoolean("sealcharge.long") ? 100_000 : 6_000;
    private static final String ORDER =
            "{\"id\":\"spring\",\"product\":\"%s\",\"quantity\":%d,\"reason\":\"order 4711\"}"
                    .formatted(Installation.STOCK_PRODUCT, QUANTITY);
    private static final int LONG_FILE_FROM = 1_000;
    private static final int LONG_FILE_ROWS = 4_000;
    private static final int CANARIES = 20;

    /** Not in the platform's folder, which is searched. */
    @TempDir
    private Path folder;

    private static String importKey(Operator operator) {
        return operator.get("/v1/admin/stock/import-key").encode();
    }

    @Test
    void whatAKillCutsOffIsGoneOnWithAndEndsWithExactlyItsVouchers() throws Exception {
        PlatformProcess first = INSTALLATION.start();
        String lines = rows(LONG_FILE_FROM, LONG_FILE_FROM + LONG_FILE_ROWS);
        NavigableSet<Integer> progress = new TreeSet<>();
        int judged;
        try (Operator operator = new Operator(INSTALLATION, first.url())) {
            byte[] file = sealed(importKey(operator), lines);
            operator.send("POST", "/v1/admin/batches", new JsonObject(ORDER));
            watchItGrow(operator, progress);
            CompletableFuture<JsonObject> cutOff =
                    CompletableFuture.supplyAsync(() -> operator.importing("long", Installation.STOCK_PRODUCT, file));
            judged = operator.awaitSteps("long", 1).getInteger("stepsDone");
            first.kill();
            assertThat(catchThrowableOfType(CompletionException.class, cutOff::join))
                    .isNotNull();
        }
        assertThat(judged).isBetween(1, LONG_FILE_ROWS - 1);

        PlatformProcess second = INSTALLATION.start();
        try (Operator operator = new Operator(INSTALLATION, second.url());
                DatabaseContent database = DatabaseContent.in(INSTALLATION.databaseFolder())) {
            assertThat(operator.batch("spring").getInteger("produced")).isBetween(progress.last(), QUANTITY - 1);
            theImportGoesOnWhenItsFileIsSentAgain(operator, lines);
            assertThat(operator.awaitEnd("spring").getInteger("produced")).isEqualTo(QUANTITY);
            assertWhole(database, "spring", QUANTITY);
            assertWhole(database, "long", LONG_FILE_ROWS);
            bothArePutIntoStock(operator);
            assertThat(database.one("SELECT string_agg(operation || ' ' || reason, ', ' ORDER BY at) FROM admin_act"
                            + " WHERE target = 'spring'"))
                    .isEqualTo("createBatch order 4711, validateBatch accepted, activateBatch accepted");
        }
        INSTALLATION.requireSoundBooks();
    }

    private static void watchItGrow(Operator operator, NavigableSet<Integer> progress) throws InterruptedException {
        while (progress.size() < 3) {
            JsonObject batch = operator.awaitSteps("spring", progress.isEmpty() ? 1 : progress.last() + 1);
            assertThat(batch.getString("task")).isEqualTo("generate");
            assertThat(batch.getInteger("stepsTotal")).isEqualTo(QUANTITY);
            progress.add(batch.getInteger("stepsDone"));
        }
    }

    private static void theImportGoesOnWhenItsFileIsSentAgain(Operator operator, String lines) {
        assertThat(operator.batch("long").getString("task")).isEqualTo("import");
        String key = importKey(operator);
        assertRefused(
                "reference_reused",
                () -> operator.importing("long", Installation.STOCK_PRODUCT, sealed(key, lines + "\n1,2")));

        JsonObject whole = operator.importing("long", Installation.STOCK_PRODUCT, sealed(key, lines));

        assertThat(whole.getInteger("produced")).isEqualTo(LONG_FILE_ROWS);
        assertThat(whole.getInteger("refused")).isZero();
        assertThat(operator.importing("long", Installation.STOCK_PRODUCT, sealed(key, lines)))
                .isEqualTo(whole);
    }

    private static void assertWhole(DatabaseContent database, String batch, int quantity) throws SQLException {
        assertThat(database.one("SELECT count(*) || ' ' || count(DISTINCT serial_number) || ' '"
                        + " || count(DISTINCT pin_index) || ' ' || count(DISTINCT batch_ordinal) || ' '"
                        + " || max(batch_ordinal) FROM voucher WHERE batch_id = '" + batch + "'"))
                .isEqualTo("%1$d %1$d %1$d %1$d %1$d".formatted(quantity));
    }

    private static void bothArePutIntoStock(Operator operator) throws InterruptedException {
        operator.pass("validate", "spring");
        operator.pass("validate", "long");
        assertThat(operator.awaitEnd("spring").getString("state")).isEqualTo("validated");
        assertThat(operator.awaitEnd("long").getString("state")).isEqualTo("validated");
        assertThat(stock(operator).getInteger("held")).isEqualTo(QUANTITY + LONG_FILE_ROWS);
        assertThat(operator.pass("activate", "spring").getString("state")).isEqualTo("active");
        assertThat(stock(operator).getInteger("available")).isEqualTo(QUANTITY);
        assertThat(stock(operator).getInteger("held")).isEqualTo(LONG_FILE_ROWS);
    }

    private static JsonObject stock(Operator operator) {
        return operator.get("/v1/admin/stock").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(level -> level.getString("product").equals(Installation.STOCK_PRODUCT))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rowsAreJudgedOneByOneAndNothingOfThemIsLeftInTheClear() throws Exception {
        PlatformProcess platform = INSTALLATION.start();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        DataFolder data = new DataFolder(INSTALLATION.root());
        try (Operator operator = new Operator(INSTALLATION, platform.url());
                Secrets secrets = new Secrets();
                Connection database = EmbeddedDatabase.inspect(data.database()).orElseThrow()) {
            SearchSteps search = new SearchSteps(
                    new Steps(new PrintStream(printed, true, US_ASCII), false),
                    new Exchanges(text -> {}),
                    secrets,
                    data,
                    database);
            search.requireReadableLog();
            operator.send("PUT", "/v1/admin/products/" + PRODUCT, new JsonObject("""
                    {"name":"Foreign 50","active":true,"source":"stock","faceValueMinor":5000,"priceMinor":4900,
                     "currency":"CNY","pinLength":18,"pinCheckDigit":true,"serialLength":16,"validityDays":365}"""));
            IntStream.range(0, CANARIES)
                    .forEach(number ->
                            secrets.add("PIN " + number, new Pin(pin(number).getBytes(US_ASCII))));

            goodRowsAndEveryKindOfBadOne(operator);
            badFilesWriteNothing(operator);

            search.run();
            assertThat(printed.toString(US_ASCII)).contains("none of the " + CANARIES + " PINs");
            assertThat(INSTALLATION.logs()).contains("importBatch");
            assertThat(secrets.search().in(platform.output().getBytes(US_ASCII)))
                    .isEmpty();
        }
    }

    private void goodRowsAndEveryKindOfBadOne(Operator operator) throws Exception {
        byte[] known = sealed(importKey(operator), row(0) + "\r\n" + row(1) + "\r\n");
        assertThat(operator.importing("north-1", PRODUCT, known).getInteger("produced"))
                .isEqualTo(2);
        Path csv = Files.writeString(
                folder.resolve("north-2.csv"),
                String.join(
                        "\n",
                        row(2),
                        serial(3) + ";" + pin(3),
                        serial(3).substring(1) + "," + pin(3),
                        otherDigit(serial(3)) + "," + pin(3),
                        serial(3) + "," + pin(3) + "0",
                        serial(3) + "," + otherDigit(pin(3)),
                        serial(2) + "," + pin(3),
                        serial(3) + "," + pin(2),
                        serial(0) + "," + pin(4),
                        serial(4) + "," + pin(1),
                        row(5)));

        JsonObject report = operator.admin(
                        "batch", "import", csv.toString(), "--product", PRODUCT, "--id", "north-2", "--json")
                .json();

        assertThat(report.getString("state")).isEqualTo("draft");
        assertThat(report.getInteger("produced")).isEqualTo(2);
        assertThat(report.getInteger("refused")).isEqualTo(9);
        JsonArray refusals = report.getJsonArray("refusals");
        assertThat(refusals.stream().map(row -> ((JsonObject) row).getString("rule")))
                .containsExactlyElementsOf(rules());
        assertThat(refusals.stream().map(row -> ((JsonObject) row).getInteger("line")))
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    private static List<String> rules() {
        return Arrays.stream(ImportedRow.Rule.values())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static void badFilesWriteNothing(Operator operator) throws Exception {
        byte[] good = sealed(importKey(operator), row(6));
        byte[] altered = good.clone();
        altered[good.length - 30] = (byte) (altered[good.length - 30] == 'A' ? 'B' : 'A');
        byte[] toAnother =
                sealed(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString(), row(6));
        try (DatabaseContent database = DatabaseContent.in(INSTALLATION.databaseFolder())) {
            Map<String, String> before = database.tablesButUsedAssertions();
            assertRefused("malformed_envelope", () -> operator.importing("bad", PRODUCT, row(6).getBytes(US_ASCII)));
            assertRefused("stock_file_unreadable", () -> operator.importing("bad", PRODUCT, altered));
            assertRefused("kid_unknown", () -> operator.importing("bad", PRODUCT, toAnother));
            assertRefused("product_unknown", () -> operator.importing("bad", "nothing", good));
            assertRefused("reference_reused", () -> operator.importing("north-1", PRODUCT, good));
            assertRefused(
                    "malformed_request",
                    () -> operator.importing("bad", PRODUCT + "&expiresAt=2020-01-01T00:00:00Z", good));
            assertRefused("state_conflict", () -> operator.pass("activate", "north-1"));
            assertRefused("not_found", () -> operator.pass("void", "bad"));
            assertThat(database.tablesButUsedAssertions()).isEqualTo(before);
        }
    }

    private static void assertRefused(String code, Runnable call) {
        assertThat(catchThrowableOfType(ProblemException.class, call::run).code())
                .isEqualTo(code);
    }
}
