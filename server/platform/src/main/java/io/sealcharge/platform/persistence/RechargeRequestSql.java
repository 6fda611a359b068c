package io.sealcharge.platform.persistence;

/** Statements about recharge requests and their one-time keys; for the order of row locks see {@link VoucherSql}. */
final class RechargeRequestSql {
    private RechargeRequestSql() {}

    private static final String COLUMNS = """
            SELECT q.id, q.channel_id, q.reference, q.request_digest, q.terminal, q.key_kind, q.kid, q.public_point,
                   q.wrapped_private_key, q.wrap_epoch, q.state, q.expires_at, q.statement, q.created_at,
                   q.terminal_id, q.key_generation, k.master_epoch
            FROM recharge_request q
            LEFT JOIN terminal_key k ON k.terminal_id = q.terminal_id AND k.generation = q.key_generation
            """;

    /** Parameters: channel, reference. */
    static final String FIND_BY_REFERENCE = COLUMNS + "WHERE q.channel_id = $1 AND q.reference = $2";

    /** All that a first request meets. Parameters: channel, reference, terminal. */
    static final String STANDING = """
            SELECT c.active AS channel_active, q.*,
                   EXISTS (SELECT FROM terminal_bar b
                           WHERE b.channel_id = $1 AND b.terminal = $3::text AND b.lifted_at IS NULL) AS barred
            FROM channel c
            LEFT JOIN (%s) AS q ON q.channel_id = c.id AND q.reference = $2::text
            WHERE c.id = $1
            """.formatted(COLUMNS);

    /**
     * Voids the terminal's unused key and records the new request, if channel and quotas allow it. Two requests of one
     * terminal at the same moment meet in recharge_request_one_outstanding; the loser runs again and voids the winner's.
     * A shared key must be active; its terminal is held, so that a revocation comes before or sees the request.
     */
    static final String RECORD = """
            WITH request AS (
                SELECT $1::uuid AS id, $2::text AS channel_id, $3::text AS reference, $4::bytea AS request_digest,
                       $5::text AS terminal, $6::text AS kid, $7::bytea AS public_point,
                       $8::bytea AS wrapped_private_key, $9::integer AS wrap_epoch, $10::timestamptz AS expires_at,
                       $11::text AS statement, $12::timestamptz AS at, $15::text AS key_kind,
                       $16::uuid AS terminal_id, $17::integer AS key_generation
            ), held AS (
                SELECT state FROM terminal WHERE id = $16 AND channel_id = $2 FOR SHARE
            ), shared AS (
                SELECT CASE WHEN held.state = 'active' THEN k.state ELSE 'revoked' END AS state, k.opened
                FROM held
                JOIN terminal_key k ON k.terminal_id = $16 AND k.generation = $17
            ), gate AS (
                SELECT EXISTS (SELECT FROM channel WHERE id = $2 AND active) AS channel_active,
                       EXISTS (SELECT FROM terminal_bar
                               WHERE channel_id = $2 AND terminal = $5 AND lifted_at IS NULL) AS barred,
                       EXISTS (SELECT FROM recharge_request WHERE channel_id = $2 AND reference = $3) AS seen,
                       (SELECT count(*) FROM (
                           SELECT FROM recharge_request
                           WHERE channel_id = $2 AND state = 'outstanding' AND expires_at > $12 AND terminal <> $5
                           LIMIT $13::integer) AS o) < $13::integer AS within_channel,
                       (SELECT count(*) FROM (
                           SELECT FROM recharge_request
                           WHERE state <> 'used' AND state <> 'void' AND expires_at > $12
                             AND NOT (channel_id = $2 AND terminal = $5)
                           LIMIT $14::integer) AS o) < $14::integer AS within_all,
                       (SELECT state FROM shared) AS key_state, (SELECT opened FROM shared) AS key_opened
            ), admitted AS (
                SELECT r.* FROM request r, gate g
                WHERE g.channel_active AND NOT g.barred AND NOT g.seen AND g.within_channel AND g.within_all
                  AND (r.key_kind <> 'terminal' OR (g.key_state = 'active' AND g.key_opened < 4294967296))
            ), voided AS (
                UPDATE recharge_request
                SET state = 'void', wrapped_private_key = NULL
                WHERE channel_id = $2 AND terminal = $5 AND state = 'outstanding' AND EXISTS (SELECT FROM admitted)
                RETURNING key_kind, kid, public_point, wrap_epoch
            ), recorded AS (
                -- counting what was voided makes the insert wait for it
                INSERT INTO recharge_request (id, channel_id, reference, request_digest, terminal, kid, public_point,
                                              wrapped_private_key, wrap_epoch, state, expires_at, statement, created_at,
                                              key_kind, terminal_id, key_generation)
                SELECT a.id, a.channel_id, a.reference, a.request_digest, a.terminal, a.kid, a.public_point,
                       a.wrapped_private_key, a.wrap_epoch, 'outstanding', a.expires_at, a.statement, a.at,
                       a.key_kind, a.terminal_id, a.key_generation
                FROM (SELECT count(*) FROM voided) AS first, admitted a
                RETURNING id
            )
            SELECT EXISTS (SELECT FROM recorded) AS recorded, g.channel_active, g.barred, g.within_channel,
                   g.within_all, g.key_state, g.key_opened, v.key_kind, v.kid, v.public_point, v.wrap_epoch
            FROM gate g
            LEFT JOIN voided v ON v.key_kind <> 'terminal'
            """;

    /** Parameters: now, how many at most. */
    static final String EXPIRE = """
            UPDATE recharge_request
            SET state = 'void', wrapped_private_key = NULL
            WHERE id IN (
                SELECT id FROM recharge_request
                WHERE state <> 'used' AND state <> 'void' AND expires_at <= $1
                ORDER BY expires_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;
}
