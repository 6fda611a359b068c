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
     * All that a second request meets. Parameters: channel, reference, kid, terminal, phone number, beginning of the
     * number's window, refusals that make it cool down; terminal and generation that the kid names, if it is a shared key's.
     */
    static final String STANDING = """
            SELECT c.active AS channel_active, r.*,
                   q.id AS q_id, q.terminal AS q_terminal, q.key_kind AS q_key_kind, q.kid AS q_kid, q.public_point AS q_public_point,
                   q.wrapped_private_key AS q_wrapped_private_key, q.wrap_epoch AS q_wrap_epoch, q.state AS q_state,
                   q.expires_at AS q_expires_at, q.statement AS q_statement, q.created_at AS q_created_at,
                   q.terminal_id AS q_terminal_id, q.key_generation AS q_key_generation, s.master_epoch AS q_master_epoch,
                   s.state AS shared_state, s.sealed AS shared_sealed, s.opened AS shared_opened, t.name AS shared_name,
                   k.state AS kid_state, k.expires_at AS kid_expires_at,
                   EXISTS (SELECT FROM terminal_key o
                           WHERE o.terminal_id = $8::uuid AND o.generation = $9::integer AND o.channel_id = $1)
                       AS shared_kid,
                   EXISTS (SELECT FROM terminal_bar b
                           WHERE b.channel_id = $1 AND b.terminal IN ($4::text, q.terminal) AND b.lifted_at IS NULL)
                       AS barred,
                   (SELECT n.created_at FROM recharge n
                    WHERE n.phone_number = $5 AND n.outcome = 'refused' AND n.created_at > $6
                    ORDER BY n.created_at DESC OFFSET $7::integer - 1 LIMIT 1) AS number_refused_at
            FROM channel c
            LEFT JOIN recharge_request q ON q.channel_id = c.id AND q.reference = $2::text
            LEFT JOIN terminal_key s ON s.terminal_id = q.terminal_id AND s.generation = q.key_generation
            LEFT JOIN terminal t ON t.id = q.terminal_id
            LEFT JOIN LATERAL (
                (SELECT state, expires_at FROM recharge_request
                 WHERE kid = $3 AND key_kind = 'single' AND channel_id = c.id)
                UNION ALL
                (SELECT state, expires_at FROM recharge_request
                 WHERE kid = $3 AND key_kind <> 'single' AND channel_id = c.id LIMIT 1)
                LIMIT 1) AS k ON q.kid IS DISTINCT FROM $3
            LEFT JOIN (%s) AS r ON r.channel_id = c.id AND r.reference = $2
            WHERE c.id = $1
            """.formatted(COLUMNS);

    /** Parameter: phone number. */
    static final String BALANCES = """
            SELECT balance_minor, currency
            FROM account
            WHERE kind = 'subscriber' AND owner = $1
            ORDER BY currency
            """;

    /** Parameter: since when. */
    static final String REFUSALS = """
            SELECT channel_id, count(*) AS refusals
            FROM recharge
            WHERE outcome = 'refused' AND created_at > $1
            GROUP BY channel_id
            """;
}
