package io.sealcharge.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.persistence.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class TableSearchTest {
    private static final String PIN = "739205518264907133";

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase server;
    private static Connection connection;

    private final PinSearch pin = new PinSearch(Map.of("PIN", PIN.getBytes(US_ASCII)));

    @BeforeAll
    static void start() throws SQLException {
        server = EmbeddedDatabase.start(folder, 0);
        connection = EmbeddedDatabase.inspect(folder).orElseThrow();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void aPinIsFoundInColumnsOfEveryTypeAndTheColumnIsNamed() throws SQLException {
        sql("CREATE SCHEMA \"odd Schema\"");
        sql(
                "CREATE TABLE \"odd Schema\".\"Kept\" (a text, b jsonb, c bytea, d bytea[], e bigint, f numeric, \"G g\" text[])");
        sql("INSERT INTO \"odd Schema\".\"Kept\" VALUES ('nothing', '{}', '', '{}', 1, 1, '{}')");
        insert("a", "'the code is " + PIN + ", keep it'");
        insert("b", "'{\"pin\": \"" + PIN + "\"}'");
        insert("c", "convert_to(encode('x" + PIN + "y'::bytea, 'base64'), 'UTF8')");
        insert("d", "ARRAY['\\x00'::bytea, convert_to('" + PIN + "', 'UTF8')]");
        insert("e", PIN);
        insert("f", PIN + ".00");
        insert("\"G g\"", "ARRAY['a', '" + PIN + "']");

        SearchReport report = new TableSearch(connection).search(pin);

        for (String column : new String[] {"a", "b", "c", "d", "e", "f", "\"G g\""}) {
            assertThat(report.finds())
                    .extracting(SearchReport.Find::place)
                    .contains("\"odd Schema\".\"Kept\"." + column);
        }
        sql("DROP SCHEMA \"odd Schema\" CASCADE");
    }

    @Test
    void aPinInAnOverflowTableOfALargeValueIsFound() throws SQLException {
        sql("CREATE TABLE large (value text)");
        sql("INSERT INTO large SELECT string_agg(md5(i::text), '') || '" + PIN
                + "' || string_agg(md5((-i)::text), '') FROM generate_series(1, 5000) i");

        assertThat(new TableSearch(connection).search(pin).finds())
                .extracting(SearchReport.Find::place)
                .contains("public.large.value");
        sql("DROP TABLE large");
    }

    @Test
    void aDatabaseWithoutThePinGivesNoFindsButCountsWhatItRead() throws SQLException {
        TableSearch search = new TableSearch(connection);

        SearchReport report = search.search(pin);

        assertThat(report.finds()).isEmpty();
        assertThat(search.rows()).isGreaterThan(1_000);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    private static void insert(String column, String value) throws SQLException {
        sql("INSERT INTO \"odd Schema\".\"Kept\" (" + column + ") VALUES (" + value + ")");
    }

    private static void sql(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
