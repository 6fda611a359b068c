package io.sealcharge.platform.persistence;

/** Statements of {@link PgAccountStore}. */
final class AccountSql {
    private AccountSql() {}

    /** Parameters: channel, today. */
    static final String ACCOUNTS = """
            SELECT currency, balance_minor, credit_limit_minor, order_cap_minor, day_cap_minor,
                   CASE WHEN spent_on = $2::date THEN spent_minor ELSE 0 END AS spent_minor
            FROM account
            WHERE kind = 'channel_credit' AND owner = $1
            ORDER BY currency
            """;

    private static final String SHOWN_FIRST = """
            AND p.id > $3::bigint
            AND ($5::timestamptz IS NULL OR p.posted_at >= $5) AND ($6::timestamptz IS NULL OR p.posted_at < $6)
            ORDER BY p.id
            LIMIT $7
            """;

    /**
     * Postings of one credit account, in the order of their ids. Whoever posts to a credit account has locked its row
     * before, so that the ids of its postings follow each other as their transactions did: nothing comes in between
     * later, and what was added up before a place stays true.
     *
     * <p>A page costs what it shows, by two index scans that stop when it is full. Dates only say what is shown: the first
     * page also adds up what was posted before the first day, and the last one looks through what came after the last. It
     * is not left to the planner to merge the two sides, since the plan is made once, maybe while there are few postings.
     *
     * <p>Parameters: channel, currency, the id after which it starts, the balance there, from or null, before or null, how
     * many at most.
     */
    static final String STATEMENT = """
            WITH own AS (
                SELECT id FROM account WHERE kind = 'channel_credit' AND owner = $1 AND currency = $2::text
            ), shown AS (
                SELECT s.id
                FROM ((SELECT p.id FROM posting p WHERE p.debit_account = (SELECT id FROM own)
            """ + SHOWN_FIRST + """
                ) UNION ALL (
                       SELECT p.id FROM posting p WHERE p.credit_account = (SELECT id FROM own)
            """ + SHOWN_FIRST + """
                )) AS s
                ORDER BY s.id
                LIMIT $7
            ), span AS (
                SELECT min(id) AS first, max(id) AS last FROM shown
            ), opening AS MATERIALIZED (
                SELECT $4::bigint
                       - (SELECT coalesce(sum(p.amount_minor), 0) FROM posting p
                          WHERE p.debit_account = (SELECT id FROM own) AND p.id > $3 AND p.id < span.first)
                       + (SELECT coalesce(sum(p.amount_minor), 0) FROM posting p
                          WHERE p.credit_account = (SELECT id FROM own) AND p.id > $3 AND p.id < span.first)
                           AS balance_minor
                FROM span
            ), moved AS (
                SELECT p.id, -p.amount_minor AS amount_minor
                FROM span
                JOIN posting p ON p.id BETWEEN span.first AND span.last
                WHERE p.debit_account = (SELECT id FROM own)
                UNION ALL
                SELECT p.id, p.amount_minor
                FROM span
                JOIN posting p ON p.id BETWEEN span.first AND span.last
                WHERE p.credit_account = (SELECT id FROM own)
            ), running AS (
                SELECT m.id, m.amount_minor, o.balance_minor + sum(m.amount_minor) OVER (ORDER BY m.id) AS balance_minor
                FROM moved m
                CROSS JOIN opening o
            )
            SELECT r.id, p.kind, r.amount_minor, p.currency, r.balance_minor::bigint AS balance_minor, p.posted_at,
                   coalesce(u.id::text, g.id::text) AS act_id, coalesce(u.reference, g.reference)::text AS reference
            FROM shown s
            JOIN running r ON r.id = s.id
            JOIN posting p ON p.id = s.id
            LEFT JOIN purchase u ON u.id = p.purchase_id
            LEFT JOIN credit_grant g ON g.id = p.credit_grant_id
            ORDER BY r.id
            """;
}
