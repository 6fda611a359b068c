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

    /**
     * All that first requests meet; a row for each whose channel there is. Parameters, arrays with an element for each
     * look: channel, reference, terminal. Each table is looked into by LATERAL behind a fence (OFFSET 0, LIMIT): a plan
     * made while it was empty could otherwise read all of it for each batch, later too.
     */
    static final String STANDING = """
            SELECT a.n, c.active AS channel_active, q.*, b.id IS NOT NULL AS barred
            FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS a (channel, name, device, n)
            CROSS JOIN LATERAL (SELECT active FROM channel WHERE id = a.channel OFFSET 0) AS c
            LEFT JOIN LATERAL (%s WHERE q.channel_id = a.channel AND q.reference = a.name OFFSET 0) AS q ON true
            LEFT JOIN LATERAL (
                SELECT b.id FROM terminal_bar b
                WHERE b.channel_id = a.channel AND b.terminal = a.device AND b.lifted_at IS NULL
                LIMIT 1) AS b ON true
            """.formatted(COLUMNS);

    private static final String ASKED = """
            WITH asked AS (
                SELECT a.*, row_number() OVER (PARTITION BY a.channel_id ORDER BY a.n) - 1 AS of_channel_before
                FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::bytea[],
                            $8::bytea[], $9::integer[], $10::timestamptz[], $11::text[], $12::timestamptz[],
                            $13::integer[], $14::integer[], $15::text[], $16::uuid[], $17::integer[])
                    WITH ORDINALITY AS a (id, channel_id, reference, request_digest, terminal, kid, public_point,
                                          wrapped_private_key, wrap_epoch, expires_at, statement, at,
                                          per_channel, in_all, key_kind, terminal_id, key_generation, n)
            ), held AS (
                SELECT t.id, t.channel_id, t.state
                FROM terminal t
                WHERE t.id = ANY (ARRAY(SELECT terminal_id FROM asked WHERE terminal_id IS NOT NULL))
                ORDER BY t.id
                FOR SHARE
            ), places AS MATERIALIZED (
                -- outstanding at the batch's first moment, and those of them that still are at its last
                SELECT g.channel_id, c.active, o.taken, o.lasting
                FROM (SELECT channel_id, min(at) AS first_at, max(at) AS last_at, max(per_channel) + 1 AS most
                      FROM asked
                      GROUP BY channel_id) AS g
                CROSS JOIN LATERAL (SELECT active FROM channel WHERE id = g.channel_id OFFSET 0) AS c
                CROSS JOIN LATERAL (
                    SELECT count(*) AS taken, count(*) FILTER (WHERE q.expires_at > g.last_at) AS lasting
                    FROM (SELECT q.expires_at FROM recharge_request q
                          WHERE q.channel_id = g.channel_id AND q.state = 'outstanding' AND q.expires_at > g.first_at
                          LIMIT g.most) AS q) AS o
            ), places_in_all AS MATERIALIZED (
                SELECT count(*) AS taken, count(*) FILTER (WHERE q.expires_at > g.last_at) AS lasting
                FROM (SELECT min(at) AS first_at, max(at) AS last_at, max(in_all) + 1 AS most FROM asked) AS g
                CROSS JOIN LATERAL (
                    SELECT q.expires_at FROM recharge_request q
                    WHERE q.state || '' = 'outstanding' AND q.expires_at > g.first_at
                    LIMIT g.most) AS q
            )""";

    private static final String JUDGED = """
            , met AS (
                SELECT a.*, coalesce(p.active, false) AS channel_active, b.id IS NOT NULL AS barred,
                       s.id IS NOT NULL AS seen, own.id AS own_id,
                       CASE WHEN p.taken - mine.counted + a.of_channel_before < a.per_channel THEN true
                            WHEN p.lasting - mine.counted >= a.per_channel THEN false END AS within_channel,
                       CASE WHEN o.taken - mine.counted + a.n - 1 < a.in_all THEN true
                            WHEN o.lasting - mine.counted >= a.in_all THEN false END AS within_all,
                       CASE WHEN h.state = 'active' THEN k.state WHEN k.state IS NOT NULL THEN 'revoked' END AS key_state,
                       k.opened AS key_opened
                FROM asked a
                CROSS JOIN places_in_all o
                LEFT JOIN places p ON p.channel_id = a.channel_id
                LEFT JOIN held h ON h.id = a.terminal_id AND h.channel_id = a.channel_id
                LEFT JOIN LATERAL (
                    SELECT k.state, k.opened FROM terminal_key k
                    WHERE k.terminal_id = h.id AND k.generation = a.key_generation
                    OFFSET 0) AS k ON true
                LEFT JOIN LATERAL (
                    SELECT b.id FROM terminal_bar b
                    WHERE b.channel_id = a.channel_id AND b.terminal = a.terminal AND b.lifted_at IS NULL
                    LIMIT 1) AS b ON true
                LEFT JOIN LATERAL (
                    SELECT q.id FROM recharge_request q
                    WHERE q.channel_id = a.channel_id AND q.reference = a.reference
                    LIMIT 1) AS s ON true
                LEFT JOIN LATERAL (
                    SELECT q.id, q.expires_at FROM recharge_request q
                    WHERE q.channel_id = a.channel_id AND q.terminal = a.terminal AND q.state = 'outstanding'
                    LIMIT 1) AS own ON true
                CROSS JOIN LATERAL (
                    SELECT CASE WHEN own.expires_at > a.at THEN 1 ELSE 0 END AS counted) AS mine
            ), gate AS (
                SELECT m.*,
                       m.channel_active AND NOT m.barred AND NOT m.seen
                           AND (m.key_kind <> 'terminal'
                                OR coalesce(m.key_state = 'active' AND m.key_opened < 4294967296, false))
                           AND CASE WHEN m.within_channel THEN m.within_all ELSE m.within_channel END AS admitted
                FROM met m
            )""";

    private static final String WRITTEN = """
            , locked AS (
                SELECT q.id, q.state
                FROM recharge_request q
                WHERE q.id = ANY (ARRAY(SELECT own_id FROM gate WHERE admitted AND own_id IS NOT NULL))
                ORDER BY q.id
                FOR UPDATE
            ), voided AS (
                UPDATE recharge_request
                SET state = 'void', wrapped_private_key = NULL
                WHERE id = ANY (ARRAY(SELECT id FROM locked WHERE state = 'outstanding'))
                RETURNING id, key_kind, kid, public_point, wrap_epoch
            ), recorded AS (
                -- counting what was voided makes the insert wait for it
                INSERT INTO recharge_request (id, channel_id, reference, request_digest, terminal, kid, public_point,
                                              wrapped_private_key, wrap_epoch, state, expires_at, statement, created_at,
                                              key_kind, terminal_id, key_generation)
                SELECT g.id, g.channel_id, g.reference, g.request_digest, g.terminal, g.kid, g.public_point,
                       g.wrapped_private_key, g.wrap_epoch, 'outstanding', g.expires_at, g.statement, g.at,
                       g.key_kind, g.terminal_id, g.key_generation
                FROM (SELECT count(*) FROM voided) AS first, gate g
                WHERE g.admitted
                ORDER BY g.channel_id, g.terminal
            )
            SELECT g.n, g.admitted AS recorded, g.seen, g.channel_active, g.barred, g.within_channel,
                   g.within_all, g.key_state, g.key_opened, v.key_kind, v.kid, v.public_point, v.wrap_epoch
            FROM gate g
            LEFT JOIN voided v ON v.id = g.own_id AND v.key_kind <> 'terminal'
            """;

    /**
     * Voids the unused keys of the terminals and records the new requests, each if channel and quotas allow it; a row for
     * each. Two requests of one terminal at the same moment, of which the other comes from another node, meet in
     * recharge_request_one_outstanding; the loser runs again and voids the winner's. A shared key must be active; its
     * terminal is held, so that a revocation comes before or sees the request.
     *
     * <p>Requests count as if they came one by one in the order of the arrays: one is within a quota if it is even when all
     * those before it take a place, and beyond it if it is beyond at the beginning, since no request of a batch makes room
     * for another. Between the two, {@code recorded} is null: the request is not judged and has to come again in a batch of
     * its own, where that cannot be.
     *
     * <p>Parameters, arrays with an element for each request: id, channel, reference, request digest, terminal, kid, public
     * point, wrapped private key, its epoch, expires at, statement, at, quota of the channel and in all, kind of key,
     * terminal and generation of a shared one. No two of them of the same channel have the same reference or terminal.
     */
    static final String RECORD = ASKED + JUDGED + WRITTEN;

    /** By the condition of its index. Parameters: now, how many at most. */
    static final String EXPIRE = """
            UPDATE recharge_request
            SET state = 'void', wrapped_private_key = NULL
            WHERE id IN (
                SELECT id FROM recharge_request
                WHERE state || '' = 'outstanding' AND expires_at <= $1
                ORDER BY expires_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;
}
