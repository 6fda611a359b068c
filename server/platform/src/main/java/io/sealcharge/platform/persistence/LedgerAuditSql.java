package io.sealcharge.platform.persistence;

/** Checks of {@link MoneyAudit} on accounts and postings. */
final class LedgerAuditSql {
    private LedgerAuditSql() {}

    static final String BALANCES = """
            WITH moved AS (
                SELECT account, sum(amount) AS balance
                FROM (SELECT credit_account AS account, amount_minor AS amount FROM posting
                      UNION ALL
                      SELECT debit_account, -amount_minor FROM posting) AS sides
                GROUP BY account
            )
            SELECT format('account %s (%s %s) holds %s %s but its postings come to %s',
                          a.id, a.kind, a.owner, a.balance_minor, a.currency, coalesce(m.balance, 0)) AS difference
            FROM account a
            LEFT JOIN moved m ON m.account = a.id
            WHERE a.balance_minor IS NOT NULL AND a.balance_minor <> coalesce(m.balance, 0)
            """;

    static final String ACCOUNTS = """
            SELECT format('account %s is the credit of channel %s, which does not exist', a.id, a.owner) AS difference
            FROM account a
            LEFT JOIN channel c ON c.id = a.owner
            WHERE a.kind = 'channel_credit' AND c.id IS NULL
            UNION ALL
            SELECT format('the platform has no account %s in %s', k.kind, s.currency)
            FROM (SELECT currency FROM product UNION SELECT currency FROM purchase) AS s
            CROSS JOIN unnest(ARRAY['funding', 'voucher_liability', 'price_difference', 'commission', 'expired_value',
                                    'charging_settlement']) AS k (kind)
            LEFT JOIN account a ON a.kind = k.kind AND a.owner = '' AND a.currency = s.currency
            WHERE a.id IS NULL
            """;

    static final String POSTINGS = """
            SELECT format('posting %s (%s of %s %s) goes from %s in %s to %s in %s', p.id, p.kind, p.amount_minor,
                          p.currency, coalesce(d.kind, 'nowhere'), coalesce(d.currency, '-'),
                          coalesce(c.kind, 'nowhere'), coalesce(c.currency, '-')) AS difference
            FROM posting p
            LEFT JOIN account d ON d.id = p.debit_account
            LEFT JOIN account c ON c.id = p.credit_account
            WHERE d.currency IS DISTINCT FROM p.currency
               OR c.currency IS DISTINCT FROM p.currency
               OR (p.kind, d.kind, c.kind) NOT IN (
                      ('credit_grant', 'funding', 'channel_credit'),
                      ('sale', 'channel_credit', 'voucher_liability'),
                      ('discount', 'price_difference', 'voucher_liability'),
                      ('surcharge', 'channel_credit', 'price_difference'),
                      ('commission', 'commission', 'channel_credit'),
                      ('redemption', 'voucher_liability', 'subscriber'),
                      ('redemption', 'voucher_liability', 'charging_settlement'),
                      ('expiry', 'voucher_liability', 'expired_value'))
            UNION ALL
            SELECT format('posting %s belongs to an act that does not exist', p.id)
            FROM posting p
            LEFT JOIN purchase u ON u.id = p.purchase_id
            LEFT JOIN recharge r ON r.id = p.recharge_id
            LEFT JOIN credit_grant g ON g.id = p.credit_grant_id
            LEFT JOIN voucher v ON v.serial_number = p.serial_number
            WHERE num_nonnulls(u.id, r.id, g.id, v.serial_number) <> 1
            """;

    /**
     * What counts against a day's cap, in the order in which sales were written: one of yesterday that came after one of
     * today counts for today.
     */
    static final String SPENT = """
            WITH sales AS (
                SELECT u.channel_id, u.currency, u.total_minor,
                       max((u.created_at AT TIME ZONE 'UTC')::date)
                           OVER (PARTITION BY u.channel_id, u.currency ORDER BY p.first_posting) AS day
                FROM purchase u
                JOIN (SELECT purchase_id, min(id) AS first_posting FROM posting GROUP BY purchase_id) AS p
                     ON p.purchase_id = u.id
            ), spent AS (
                SELECT DISTINCT ON (channel_id, currency) channel_id, currency, day, sum(total_minor) AS total
                FROM sales
                GROUP BY channel_id, currency, day
                ORDER BY channel_id, currency, day DESC
            )
            SELECT format('account %s of channel %s says that %s %s were spent on %s, its purchases come to %s on %s', a.id,
                          a.owner, a.spent_minor, a.currency, coalesce(a.spent_on::text, 'no day'),
                          coalesce(s.total, 0), coalesce(s.day::text, 'no day')) AS difference
            FROM account a
            LEFT JOIN spent s ON s.channel_id = a.owner AND s.currency = a.currency
            WHERE a.kind = 'channel_credit'
              AND (a.spent_on IS DISTINCT FROM s.day OR a.spent_minor <> coalesce(s.total, 0))
            """;

    static final String CREDIT_GRANTS = """
            SELECT format('credit grant %s of channel %s for %s %s is not what was posted',
                          g.reference, g.channel_id, g.amount_minor, g.currency) AS difference
            FROM credit_grant g
            LEFT JOIN posting p ON p.credit_grant_id = g.id
            LEFT JOIN account a ON a.id = p.credit_account
            WHERE (p.amount_minor, p.currency, a.owner, p.posted_at)
                  IS DISTINCT FROM (g.amount_minor, g.currency::text, g.channel_id::text, g.granted_at)
            """;

    static final String LIABILITY = """
            WITH owed AS (
                SELECT v.currency, sum(v.face_value_minor) AS amount
                FROM voucher v
                WHERE v.state IN ('sold', 'reserved')
                   OR (v.state = 'blocked' AND v.purchase_id IS NOT NULL
                       AND NOT EXISTS (SELECT FROM replacement p WHERE p.old_serial = v.serial_number)
                       AND NOT EXISTS (SELECT FROM posting p WHERE p.serial_number = v.serial_number))
                GROUP BY v.currency
            ), booked AS (
                SELECT a.currency, sum(CASE WHEN p.credit_account = a.id THEN p.amount_minor ELSE -p.amount_minor END)
                           AS amount
                FROM account a
                JOIN posting p ON a.id IN (p.credit_account, p.debit_account)
                WHERE a.kind = 'voucher_liability'
                GROUP BY a.currency
            )
            SELECT format('vouchers sold and not redeemed are worth %s %s, the liability account says %s',
                          coalesce(o.amount, 0), coalesce(o.currency, b.currency), coalesce(b.amount, 0)) AS difference
            FROM owed o
            FULL JOIN booked b ON b.currency = o.currency
            WHERE coalesce(o.amount, 0) <> coalesce(b.amount, 0)
            """;
}
