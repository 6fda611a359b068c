package io.sealcharge.acceptance;

import io.sealcharge.platform.persistence.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What stands in a platform's database, to be compared. */
final class DatabaseContent implements AutoCloseable {
    /** Remembers every client assertion, that of a refused token request too. */
    private static final String USED_ASSERTIONS = "token_jti";

    private final Connection connection;
    private final String query;

    private DatabaseContent(Connection connection) throws SQLException {
        this.connection = connection;
        this.query = tables().stream()
                .map(table -> "SELECT '" + table + "', count(*) || ' rows, ' || md5(coalesce(string_agg(t::text, E'\\n'"
                        + " ORDER BY t::text), '')) FROM " + table + " t")
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** @param folder of an embedded database that runs */
    static DatabaseContent in(Path folder) throws SQLException {
        return new DatabaseContent(EmbeddedDatabase.inspect(folder).orElseThrow());
    }

    /** The number of rows of each table and a digest of all that is in them. */
    Map<String, String> tablesButUsedAssertions() throws SQLException {
        Map<String, String> content = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                content.put(rows.getString(1), rows.getString(2));
            }
        }
        return content;
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(one(sql));
    }

    String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        tables.remove(USED_ASSERTIONS);
        return tables;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
