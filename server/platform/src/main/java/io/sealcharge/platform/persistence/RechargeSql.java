package io.sealcharge.platform.persistence;

/** Statements about recharges; for the order of row locks see {@link VoucherSql}. */
final class RechargeSql {
    private RechargeSql() {}

    /** The receipt is that of the recharge that gave the value: this one or the first. */
    static final String COLUMNS = """
            SELECT r.id, r.channel_id, r.reference, r.request_digest, r.terminal, r.phone_number, r.outcome, r.trace_id,
                   r.created_at, f.id AS first_id, f.reference AS first_reference,
                   coalesce(f.settled_at, f.created_at) AS first_at, f.serial_number, f.amount_minor, f.currency
            FROM recharge r
            LEFT JOIN recharge f ON r.outcome <> 'refused' AND f.id = coalesce(r.first_recharge_id, r.id)
            """;

    /** Parameters: channel, reference. */
    static final String FIND_BY_REFERENCE = COLUMNS + "WHERE r.channel_id = $1 AND r.reference = $2";

    /** Parameters: channel, id. */
    static final String FIND_BY_ID = COLUMNS + "WHERE r.channel_id = $1 AND r.id = $2";

    /** Parameter: id. */
    static final String FIND_ANY_BY_ID = COLUMNS + "WHERE r.id = $1";

    /**
     * All that second requests meet; a row for each whose channel there is. Fenced as {@link RechargeRequestSql#STANDING}
     * is. Of the requests that were given a window's key it tells of one that is outstanding, if there is one. Parameters, arrays with an element for each look: channel, reference, kid, terminal, phone number, beginning of
     * the number's window, refusals that make it cool down; terminal and generation that the kid names, if it is a shared
     * key's.
     */
    static final String STANDING = """
            SELECT a.n, c.active AS channel_active, r.*,
                   q.id AS q_id, q.terminal AS q_terminal, q.key_kind AS q_key_kind, q.kid AS q_kid, q.public_point AS q_public_point,
                   q.wrapped_private_key AS q_wrapped_private_key, q.wrap_epoch AS q_wrap_epoch, q.state AS q_state,
                   q.expires_at AS q_expires_at, q.statement AS q_statement, q.created_at AS q_created_at,
                   q.terminal_id AS q_terminal_id, q.key_generation AS q_key_generation, s.master_epoch AS q_master_epoch,
                   s.state AS shared_state, s.sealed AS shared_sealed, s.opened AS shared_opened, t.name AS shared_name,
                   k.state AS kid_state, k.expires_at AS kid_expires_at, o.generation IS NOT NULL AS shared_kid,
                   b.id IS NOT NULL AS barred, n.created_at AS number_refused_at
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::integer[],
                        $8::uuid[], $9::integer[])
                WITH ORDINALITY AS a (channel, name, key, device, number, since, refusals, kid_terminal, kid_generation, n)
            CROSS JOIN LATERAL (SELECT active FROM channel WHERE id = a.channel OFFSET 0) AS c
            LEFT JOIN LATERAL (
                SELECT * FROM recharge_request WHERE channel_id = a.channel AND reference = a.name OFFSET 0) AS q ON true
            LEFT JOIN LATERAL (
                SELECT * FROM terminal_key
                WHERE terminal_id = q.terminal_id AND generation = q.key_generation
                OFFSET 0) AS s ON true
            LEFT JOIN LATERAL (SELECT name FROM terminal WHERE id = q.terminal_id OFFSET 0) AS t ON true
            LEFT JOIN LATERAL (
                (SELECT state, expires_at FROM recharge_request
                 WHERE q.kid IS DISTINCT FROM a.key AND kid = a.key AND key_kind = 'single' AND channel_id = a.channel)
                UNION ALL
                (SELECT w.state, w.expires_at FROM (
                     SELECT state, expires_at FROM recharge_request
                     WHERE kid = a.key AND key_kind <> 'single' AND channel_id = a.channel
                     ORDER BY state = 'outstanding' DESC, state, expires_at DESC
                     LIMIT 1) AS w
                 WHERE q.kid IS DISTINCT FROM a.key AND a.kid_terminal IS NULL)
                LIMIT 1) AS k ON true
            LEFT JOIN LATERAL (
                SELECT generation FROM terminal_key
                WHERE terminal_id = a.kid_terminal AND generation = a.kid_generation AND channel_id = a.channel
                OFFSET 0) AS o ON true
            LEFT JOIN LATERAL (
                SELECT b.id FROM terminal_bar b
                WHERE b.channel_id = a.channel AND b.terminal IN (a.device, q.terminal) AND b.lifted_at IS NULL
                LIMIT 1) AS b ON true
            LEFT JOIN LATERAL (
                SELECT created_at FROM recharge
                WHERE phone_number = a.number AND outcome = 'refused' AND created_at > a.since
                ORDER BY created_at DESC OFFSET a.refusals - 1 LIMIT 1) AS n ON true
            LEFT JOIN LATERAL (%s WHERE r.channel_id = a.channel AND r.reference = a.name OFFSET 0) AS r ON true
            """.formatted(COLUMNS);

    /** Parameter: phone number. */
    static final String BALANCES = """
            SELECT balance_minor, currency
            FROM account
            WHERE kind = 'subscriber' AND owner = $1
            ORDER BY currency
            """;

    /** By the condition of its index. Parameter: since when. */
    static final String REFUSALS = """
            SELECT channel_id, count(*) AS refusals
            FROM recharge
            WHERE outcome || '' = 'refused' AND created_at > $1
            GROUP BY channel_id
            """;
}
