package io.sealcharge.platform.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Refuses a database that may lose what it has acknowledged. Blocks: called at start, never on an event loop. */
public final class DurabilityCheck {
    /** The manual, 19.5: with any of these off a crash can lose or tear committed transactions. */
    private static final List<String> MUST_NOT_BE_OFF = List.of("fsync", "synchronous_commit", "full_page_writes");

    private DurabilityCheck() {}

    /** @throws DatabaseStartException if the database is away, or a setting that keeps commits durable is off */
    public static void require(DatabaseEndpoint endpoint) {
        try (Connection connection = Jdbc.dataSource(endpoint).getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : MUST_NOT_BE_OFF) {
                if (show(statement, setting).equals("off")) {
                    throw new DatabaseStartException("the database at " + endpoint.host() + ":" + endpoint.port()
                            + " has " + setting + " off: a crash would lose sales it has acknowledged. Set " + setting
                            + " = on in its configuration.");
                }
            }
        } catch (SQLException e) {
            throw new DatabaseStartException(
                    "cannot ask the database at " + endpoint.host() + ":" + endpoint.port() + " for its settings: "
                            + e.getMessage(),
                    e);
        }
    }

    static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
