package io.sealcharge.platform.persistence;

/** Statements of {@link PgAdminBarStore}. */
final class AdminBarSql {
    private AdminBarSql() {}

    private static final String COLUMNS = """
            SELECT id, channel_id, terminal, reason, barred_by, barred_at, lifted_by, lifted_at, lift_reason
            FROM terminal_bar
            """;

    /** Those in force. Parameters: channel or empty, the id before the first one or empty, how many at most. */
    static final String LIST = COLUMNS + """
            WHERE lifted_at IS NULL AND ($1::text = '' OR channel_id = $1::text) AND id::text > $2::text
            ORDER BY id::text
            LIMIT $3
            """;

    /** Parameter: id. */
    static final String LOCK = COLUMNS + "WHERE id = $1 FOR UPDATE";

    /** Does nothing if the terminal is barred. Parameters: id, channel, terminal, reason, by, at. */
    static final String CREATE = """
            INSERT INTO terminal_bar (id, channel_id, terminal, reason, barred_by, barred_at)
            VALUES ($1, $2::text, $3::text, $4, $5::text, $6)
            ON CONFLICT DO NOTHING
            """;

    /** Parameters: id, by, at, reason. */
    static final String LIFT =
            "UPDATE terminal_bar SET lifted_by = $2::text, lifted_at = $3, lift_reason = $4 WHERE id = $1";
}
