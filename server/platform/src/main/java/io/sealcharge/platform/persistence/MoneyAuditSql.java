package io.sealcharge.platform.persistence;

import java.util.List;

/**
 * The checks of {@link MoneyAudit}: each gives rows of one column, {@code difference}, in words; none if all is well. Rows
 * that should point at each other are joined outwards, since an altered row may point nowhere.
 */
final class MoneyAuditSql {
    private MoneyAuditSql() {}

    /** @param sql a query for differences, in an order of its own choice */
    record Check(String name, String sql) {}

    private static final String BALANCES = """
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

    private static final String ACCOUNTS = """
            SELECT format('account %s is the credit of channel %s, which does not exist', a.id, a.owner) AS difference
            FROM account a
            LEFT JOIN channel c ON c.id = a.owner
            WHERE a.kind = 'channel_credit' AND c.id IS NULL
            UNION ALL
            SELECT format('the platform has no account %s in %s', k.kind, s.currency)
            FROM (SELECT currency FROM product UNION SELECT currency FROM purchase) AS s
            CROSS JOIN unnest(ARRAY['funding', 'voucher_liability', 'price_difference']) AS k (kind)
            LEFT JOIN account a ON a.kind = k.kind AND a.owner = '' AND a.currency = s.currency
            WHERE a.id IS NULL
            """;

    private static final String POSTINGS = """
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
                      ('redemption', 'voucher_liability', 'subscriber'))
            UNION ALL
            SELECT format('posting %s belongs to an act that does not exist', p.id)
            FROM posting p
            LEFT JOIN purchase u ON u.id = p.purchase_id
            LEFT JOIN recharge r ON r.id = p.recharge_id
            LEFT JOIN credit_grant g ON g.id = p.credit_grant_id
            WHERE num_nonnulls(u.id, r.id, g.id) <> 1
            """;

    private static final String CREDIT_GRANTS = """
            SELECT format('credit grant %s of channel %s for %s %s is not what was posted',
                          g.reference, g.channel_id, g.amount_minor, g.currency) AS difference
            FROM credit_grant g
            LEFT JOIN posting p ON p.credit_grant_id = g.id
            LEFT JOIN account a ON a.id = p.credit_account
            WHERE (p.amount_minor, p.currency, a.owner, p.posted_at)
                  IS DISTINCT FROM (g.amount_minor, g.currency::text, g.channel_id::text, g.granted_at)
            """;

    private static final String PURCHASES_POSTED = """
            WITH expected AS (
                SELECT u.id, u.channel_id, u.currency, u.created_at, e.kind, e.amount
                FROM purchase u
                CROSS JOIN LATERAL (VALUES
                    ('sale', u.quantity * least(u.face_value_minor, u.unit_price_minor)),
                    ('discount', u.quantity * greatest(u.face_value_minor - u.unit_price_minor, 0)),
                    ('surcharge', u.quantity * greatest(u.unit_price_minor - u.face_value_minor, 0))) AS e (kind, amount)
            )
            SELECT format('purchase %s of channel %s should have posted %s of %s %s but posted %s %s for %s',
                          e.id, e.channel_id, e.kind, e.amount, e.currency, coalesce(p.amount_minor, 0),
                          coalesce(p.currency, '-'), coalesce(nullif(d.owner, ''), 'the platform')) AS difference
            FROM expected e
            LEFT JOIN posting p ON p.purchase_id = e.id AND p.kind = e.kind
            LEFT JOIN account d ON d.id = p.debit_account
            WHERE CASE WHEN p.id IS NULL THEN e.amount <> 0
                       ELSE (p.amount_minor, p.currency, d.owner, p.posted_at)
                            IS DISTINCT FROM (e.amount, e.currency::text,
                                              CASE WHEN e.kind = 'discount' THEN '' ELSE e.channel_id END, e.created_at)
                  END
            """;

    private static final String PURCHASES_DELIVERED = """
            WITH delivered AS (
                SELECT purchase_id, count(*) AS vouchers, min(ordinal) AS first, max(ordinal) AS last
                FROM voucher
                GROUP BY purchase_id
            )
            SELECT format('purchase %s is of %s vouchers but has %s', u.id, u.quantity, coalesce(d.vouchers, 0))
                       AS difference
            FROM purchase u
            LEFT JOIN delivered d ON d.purchase_id = u.id
            WHERE (d.vouchers, d.first, d.last) IS DISTINCT FROM (u.quantity::bigint, 1, u.quantity)
            UNION ALL
            SELECT format('voucher %s (%s, %s %s, channel %s) does not fit its purchase %s',
                          v.serial_number, v.product_id, v.face_value_minor, v.currency, v.channel_id, v.purchase_id)
            FROM voucher v
            LEFT JOIN purchase u ON u.id = v.purchase_id
            WHERE (u.channel_id, u.product_id, u.face_value_minor, u.currency)
                  IS DISTINCT FROM (v.channel_id, v.product_id, v.face_value_minor, v.currency)
            """;

    private static final String RECHARGES_POSTED = """
            SELECT format('recharge %s redeemed voucher %s for %s %s but posted %s %s to %s', r.id, r.serial_number,
                          r.amount_minor, r.currency, coalesce(p.amount_minor, 0), coalesce(p.currency, '-'),
                          coalesce(a.owner, 'nobody')) AS difference
            FROM recharge r
            LEFT JOIN posting p ON p.recharge_id = r.id
            LEFT JOIN account a ON a.id = p.credit_account
            WHERE r.outcome = 'redeemed'
              AND (p.amount_minor, p.currency, a.owner, p.posted_at)
                  IS DISTINCT FROM (r.amount_minor, r.currency, r.phone_number, r.created_at)
            UNION ALL
            SELECT format('recharge %s was %s but posted %s %s', r.id, r.outcome, p.amount_minor, p.currency)
            FROM recharge r
            JOIN posting p ON p.recharge_id = r.id
            WHERE r.outcome <> 'redeemed'
            """;

    private static final String VOUCHERS_REDEEMED = """
            SELECT format('voucher %s is %s, worth %s %s, but its recharge gave %s %s', v.serial_number, v.state,
                          v.face_value_minor, v.currency, coalesce(r.amount_minor, 0), coalesce(r.currency, '-'))
                       AS difference
            FROM voucher v
            LEFT JOIN recharge r ON r.serial_number = v.serial_number AND r.outcome = 'redeemed'
            WHERE (v.state = 'redeemed') <> (r.id IS NOT NULL)
               OR (r.id IS NOT NULL AND (r.amount_minor, r.currency::text) <> (v.face_value_minor, v.currency::text))
            UNION ALL
            SELECT format('recharge %s redeemed voucher %s, which does not exist', r.id, r.serial_number)
            FROM recharge r
            LEFT JOIN voucher v ON v.serial_number = r.serial_number
            WHERE r.serial_number IS NOT NULL AND v.serial_number IS NULL
            """;

    private static final String HISTORIES = """
            WITH expected AS (
                SELECT v.serial_number, 'sold' AS to_state, NULL AS from_state, 'purchase' AS reason,
                       v.face_value_minor AS amount, v.currency, u.channel_id, NULL AS phone_number, u.created_at AS at
                FROM voucher v
                LEFT JOIN purchase u ON u.id = v.purchase_id
                UNION ALL
                SELECT v.serial_number, 'redeemed', 'sold', 'recharge',
                       v.face_value_minor, v.currency, r.channel_id, r.phone_number, r.created_at
                FROM voucher v
                LEFT JOIN recharge r ON r.serial_number = v.serial_number AND r.outcome = 'redeemed'
                WHERE v.state = 'redeemed'
            ), kept AS (
                SELECT h.*, count(*) OVER (PARTITION BY serial_number, to_state) AS times FROM voucher_history h
            )
            SELECT format('the history of voucher %s does not fit its row: %s', coalesce(e.serial_number, h.serial_number),
                          CASE WHEN h.id IS NULL THEN 'it never became ' || e.to_state
                               WHEN e.serial_number IS NULL THEN 'it should not have become ' || h.to_state
                               ELSE 'entry ' || h.id || ' has other facts' END) AS difference
            FROM expected e
            FULL JOIN kept h ON h.serial_number = e.serial_number AND h.to_state = e.to_state
            WHERE h.times IS DISTINCT FROM 1
               OR (h.from_state, h.reason, h.amount_minor, h.currency, h.channel_id, h.actor, h.phone_number, h.at)
                  IS DISTINCT FROM
                  (e.from_state, e.reason, e.amount, e.currency, e.channel_id, e.channel_id, e.phone_number, e.at)
            """;

    private static final String RECHARGES_KEPT = """
            SELECT format('recharge %s does not say what it said when it was written', r.id) AS difference
            FROM recharge r
            WHERE r.facts_digest <> facts_digest(ARRAY[
                      r.id::text, r.channel_id, r.reference, r.terminal, r.request_id::text, r.phone_number, r.outcome,
                      r.serial_number, r.first_recharge_id::text, r.amount_minor::text, r.currency])
            UNION ALL
            SELECT format('recharge %s repeats recharge %s, which was not this channel''s for this number',
                          r.id, r.first_recharge_id)
            FROM recharge r
            LEFT JOIN recharge f ON f.id = r.first_recharge_id AND f.outcome = 'redeemed'
            WHERE r.outcome = 'already_redeemed_by_you'
              AND (f.serial_number, f.channel_id, f.phone_number)
                  IS DISTINCT FROM (r.serial_number, r.channel_id, r.phone_number)
            """;

    private static final String KEYS_SPENT = """
            SELECT format('recharge request %s of channel %s is %s but %s',
                          q.id, q.channel_id, q.state,
                          CASE WHEN r.id IS NULL THEN 'has no recharge' ELSE 'recharge ' || r.id || ' used it' END)
                       AS difference
            FROM recharge_request q
            LEFT JOIN recharge r ON r.request_id = q.id
            WHERE (q.state = 'used') <> (r.id IS NOT NULL)
            UNION ALL
            SELECT format('recharge %s does not fit its request %s', r.id, r.request_id)
            FROM recharge r
            LEFT JOIN recharge_request q ON q.id = r.request_id
            WHERE (q.channel_id, q.reference, q.terminal) IS DISTINCT FROM (r.channel_id, r.reference, r.terminal)
            """;

    private static final String LIABILITY = """
            WITH owed AS (
                SELECT currency, sum(face_value_minor) AS amount FROM voucher WHERE state = 'sold' GROUP BY currency
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

    static final List<Check> CHECKS = List.of(
            new Check("balances", BALANCES),
            new Check("accounts", ACCOUNTS),
            new Check("postings", POSTINGS),
            new Check("credit grants", CREDIT_GRANTS),
            new Check("purchases and postings", PURCHASES_POSTED),
            new Check("purchases and vouchers", PURCHASES_DELIVERED),
            new Check("recharges and postings", RECHARGES_POSTED),
            new Check("vouchers and recharges", VOUCHERS_REDEEMED),
            new Check("voucher histories", HISTORIES),
            new Check("recharges as written", RECHARGES_KEPT),
            new Check("recharges and requests", KEYS_SPENT),
            new Check("voucher liability", LIABILITY));

    static final String COUNTS = """
            SELECT now() AS at,
                   (SELECT count(*) FROM purchase) AS purchases,
                   (SELECT count(*) FROM voucher) AS vouchers,
                   (SELECT count(*) FROM recharge) AS recharges,
                   (SELECT count(*) FROM posting) AS postings
            """;
}
