package io.sealcharge.platform.persistence;

/**
 * Statements of {@link PgTerminalStore}.
 *
 * <p>In the order of row locks that {@link VoucherSql} gives, terminal and then terminal_key stand behind the
 * channel_credit account and before recharge_request.
 */
final class TerminalSql {
    private TerminalSql() {}

    private static final String HANDOVER_COLUMNS = """
            SELECT k.channel_id, k.terminal_id, k.generation, k.master_epoch, k.reference, k.request_digest, k.jkt,
                   k.envelope, k.created_at, t.name
            FROM terminal_key k
            JOIN terminal t ON t.id = k.terminal_id
            """;

    /** Parameters: channel, reference. */
    static final String FIND_HANDOVER = HANDOVER_COLUMNS + "WHERE k.channel_id = $1 AND k.reference = $2";

    private static final String COLUMNS = """
            SELECT t.id, t.channel_id, t.name, t.state, t.created_at,
                   (SELECT max(k.generation) FROM terminal_key k WHERE k.terminal_id = t.id) AS generation
            FROM terminal t
            """;

    /** Parameters: channel, id. */
    static final String FIND = COLUMNS + "WHERE t.channel_id = $1 AND t.id = $2";

    /** Parameters: channel, name. */
    static final String FIND_ACTIVE = COLUMNS + "WHERE t.channel_id = $1 AND t.name = $2 AND t.state = 'active'";

    /** Parameters: channel, the id before the first one, how many at most. */
    static final String LIST = COLUMNS + "WHERE t.channel_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3";

    /** Parameters: channel, the id before the first one, how many at most, name. */
    static final String LIST_NAMED =
            COLUMNS + "WHERE t.channel_id = $1 AND t.id > $2 AND t.name = $4 ORDER BY t.id LIMIT $3";

    /**
     * A terminal and its first keys, if the channel is active. A name that an active terminal has, or a reference that was
     * used, undoes the whole statement. Parameters: channel, id, name, generation, master epoch, reference, digest of the
     * request, thumbprint, envelope, at.
     */
    static final String REGISTER = """
            WITH registered AS (
                INSERT INTO terminal (id, channel_id, name, reference, state, created_at)
                SELECT $2::uuid, c.id, $3::text, $6::text, 'active', $10::timestamptz
                FROM channel c
                WHERE c.id = $1::text AND c.active
                RETURNING id, channel_id, reference, created_at
            ), handed AS (
                INSERT INTO terminal_key (terminal_id, generation, channel_id, reference, request_digest, master_epoch,
                                          state, jkt, envelope, created_at)
                SELECT r.id, $4::integer, r.channel_id, r.reference, $7::bytea, $5::integer, 'active', $8::text, $9::text,
                       r.created_at
                FROM registered r
            )
            SELECT EXISTS (SELECT FROM registered) AS handed
            """;

    /**
     * The next generation of an active terminal's keys, unless somebody else has made it. The terminal is locked, so that
     * rotations and the revocation follow each other. Parameters: channel, id, name, generation, master epoch, reference,
     * digest of the request, thumbprint, envelope, at.
     */
    static final String ROTATE = """
            WITH locked AS (
                SELECT t.id, t.channel_id
                FROM terminal t
                JOIN channel c ON c.id = t.channel_id
                WHERE t.channel_id = $1::text AND t.id = $2::uuid AND t.name = $3::text AND t.state = 'active' AND c.active
                FOR UPDATE OF t
            ), retired AS (
                UPDATE terminal_key k
                SET state = 'retired'
                FROM locked
                WHERE k.terminal_id = locked.id AND k.generation = $4::integer - 1 AND k.state = 'active'
                RETURNING k.terminal_id
            ), handed AS (
                INSERT INTO terminal_key (terminal_id, generation, channel_id, reference, request_digest, master_epoch,
                                          state, jkt, envelope, created_at)
                SELECT locked.id, $4, locked.channel_id, $6::text, $7::bytea, $5::integer, 'active', $8::text, $9::text,
                       $10::timestamptz
                FROM retired, locked
                RETURNING terminal_id
            )
            SELECT EXISTS (SELECT FROM handed) AS handed
            """;

    /** What stands in the way of a rotation. Parameters: channel, id. */
    static final String ROTATABLE = """
            SELECT c.active AS channel_active, t.state
            FROM channel c
            LEFT JOIN terminal t ON t.channel_id = c.id AND t.id = $2::uuid
            WHERE c.id = $1
            """;

    /**
     * Before {@link #REVOKE} in its transaction, so that it sees the keys and requests of all that got here first.
     * Parameters: channel, id.
     */
    static final String LOCK = "SELECT FROM terminal WHERE channel_id = $1 AND id = $2 FOR UPDATE";

    /** A terminal, its keys and its outstanding requests under them. Parameters: channel, id. */
    static final String REVOKE = """
            WITH revoked AS (
                UPDATE terminal
                SET state = 'revoked'
                WHERE channel_id = $1 AND id = $2 AND state = 'active'
                RETURNING id
            ), keys AS (
                UPDATE terminal_key k
                SET state = 'revoked'
                FROM revoked r
                WHERE k.terminal_id = r.id AND k.state <> 'revoked'
                RETURNING k.generation
            )
            UPDATE recharge_request q
            SET state = 'void'
            FROM revoked r, (SELECT count(*) FROM keys) AS first
            WHERE q.key_kind = 'terminal' AND q.terminal_id = r.id AND q.state = 'outstanding'
            """;
}
