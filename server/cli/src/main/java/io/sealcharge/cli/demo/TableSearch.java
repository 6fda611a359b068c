package io.sealcharge.cli.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Searches every row of every table, the catalogue's own and the overflow tables included: each column as its text and,
 * where it holds bytes, as those.
 */
final class TableSearch {
    private static final int ROWS_AT_ONCE = 500;
    private static final int BYTES_AT_ONCE = 1 << 18;

    private static final String TABLES = """
            SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'm', 't')
             ORDER BY 2""";
    private static final String COLUMNS = """
            SELECT quote_ident(attname), atttypid::regtype::text FROM pg_attribute
             WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
             ORDER BY attnum""";

    private final Connection connection;
    private long rows;

    private record Table(long oid, String name) {}

    /**
     * What is read of a column.
     *
     * @param expression yields bytes
     */
    private record Reading(String column, String expression) {}

    /** @param connection of a role that may read every table */
    TableSearch(Connection connection) {
        this.connection = connection;
    }

    /** Rows read so far. */
    long rows() {
        return rows;
    }

    SearchReport search(PinSearch secrets) throws SQLException {
        SearchReport report = new SearchReport();
        // Without a transaction the driver would fetch a table whole.
        connection.setAutoCommit(false);
        try {
            for (Table table : tables()) {
                searchTable(table, secrets, report);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return report;
    }

    private void searchTable(Table table, PinSearch secrets, SearchReport report) throws SQLException {
        List<Reading> readings = readings(table);
        List<Gathered> gathered = readings.stream()
                .map(reading -> new Gathered(table.name() + "." + reading.column(), secrets, report))
                .toList();
        String expressions = readings.stream().map(Reading::expression).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet result = statement.executeQuery("SELECT " + expressions + " FROM " + table.name())) {
                while (result.next()) {
                    rows++;
                    for (int i = 0; i < gathered.size(); i++) {
                        gathered.get(i).add(result.getBytes(i + 1));
                    }
                }
            }
        }
        gathered.forEach(Gathered::search);
    }

    private List<Table> tables() throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                tables.add(new Table(result.getLong(1), result.getString(2)));
            }
        }
        return tables;
    }

    private List<Reading> readings(Table table) throws SQLException {
        List<Reading> readings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, table.oid());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    String column = result.getString(1);
                    String type = result.getString(2);
                    readings.add(new Reading(column, "convert_to(" + column + "::text, 'UTF8')"));
                    if (type.equals("bytea")) {
                        readings.add(new Reading(column, column));
                    } else if (type.equals("bytea[]")) {
                        readings.add(new Reading(
                                column,
                                "(SELECT string_agg(element, ' '::bytea) FROM unnest(" + column + ") element)"));
                    }
                }
            }
        }
        return readings;
    }

    /** Values of a column, one after the other, searched a good many at a time. */
    private static final class Gathered {
        private final String column;
        private final PinSearch secrets;
        private final SearchReport report;
        private final ByteArrayOutputStream values = new ByteArrayOutputStream();

        Gathered(String column, PinSearch secrets, SearchReport report) {
            this.column = column;
            this.secrets = secrets;
            this.report = report;
        }

        void add(byte[] value) {
            if (value != null) {
                values.writeBytes(value);
                values.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
                if (values.size() > BYTES_AT_ONCE) {
                    search();
                }
            }
        }

        void search() {
            report.searched(Place.TABLE, column, values.size(), secrets.in(values.toByteArray()));
            values.reset();
        }
    }
}
