package io.sealcharge.platform.persistence;

/** Checks of {@link MoneyAudit} on sales, replacements and the shared keys that they were sealed to. */
final class SaleAuditSql {
    private SaleAuditSql() {}

    static final String PURCHASES_POSTED = """
            WITH expected AS (
                SELECT u.id, u.channel_id, u.currency, u.created_at, e.*
                FROM purchase u
                CROSS JOIN LATERAL (VALUES
                    ('sale', u.quantity * least(u.face_value_minor, u.unit_price_minor), u.channel_id::text, ''),
                    ('discount', u.quantity * greatest(u.face_value_minor - u.unit_price_minor, 0), '', ''),
                    ('surcharge', u.quantity * greatest(u.unit_price_minor - u.face_value_minor, 0),
                     u.channel_id::text, ''),
                    ('commission', u.quantity * u.commission_minor, '', u.channel_id::text))
                        AS e (kind, amount, payer, payee)
            )
            SELECT format('purchase %s of channel %s should have posted %s of %s %s but posted %s %s from %s to %s',
                          e.id, e.channel_id, e.kind, e.amount, e.currency, coalesce(p.amount_minor, 0),
                          coalesce(p.currency, '-'), coalesce(nullif(d.owner, ''), 'the platform'),
                          coalesce(nullif(c.owner, ''), 'the platform')) AS difference
            FROM expected e
            LEFT JOIN posting p ON p.purchase_id = e.id AND p.kind = e.kind
            LEFT JOIN account d ON d.id = p.debit_account
            LEFT JOIN account c ON c.id = p.credit_account
            WHERE CASE WHEN p.id IS NULL THEN e.amount <> 0
                       ELSE (p.amount_minor, p.currency, d.owner, c.owner, p.posted_at)
                            IS DISTINCT FROM (e.amount, e.currency::text, e.payer, e.payee, e.created_at)
                  END
            """;

    static final String PURCHASES_DELIVERED = """
            WITH delivered AS (
                SELECT purchase_id, count(*) AS vouchers, min(ordinal) AS first, max(ordinal) AS last
                FROM voucher
                WHERE replaces IS NULL
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
            WHERE v.purchase_id IS NOT NULL
              AND (u.channel_id, u.product_id, u.face_value_minor, u.currency)
                  IS DISTINCT FROM (v.channel_id, v.product_id, v.face_value_minor, v.currency)
            """;

    /** Unless its batch says when, a voucher expires a number of whole days after its sale, like the others of that sale. */
    static final String EXPIRIES_SOLD = """
            SELECT format('voucher %s sold at %s expires at %s', v.serial_number, u.created_at, v.expires_at) AS difference
            FROM (
                SELECT v.serial_number, v.purchase_id, v.expires_at,
                       min(v.expires_at) OVER sale AS first, max(v.expires_at) OVER sale AS last
                FROM voucher v
                LEFT JOIN batch b ON b.id = v.batch_id
                WHERE v.purchase_id IS NOT NULL AND v.replaces IS NULL AND b.expires_at IS NULL
                WINDOW sale AS (PARTITION BY v.purchase_id)) AS v
            JOIN purchase u ON u.id = v.purchase_id
            WHERE v.expires_at <= u.created_at
               OR extract(epoch FROM v.expires_at - u.created_at) % 86400 <> 0
               OR v.first <> v.last
            """;

    static final String REPLACEMENTS = """
            SELECT format('replacement %s of voucher %s by %s does not fit them', p.id, p.old_serial, p.new_serial)
                       AS difference
            FROM replacement p
            LEFT JOIN voucher o ON o.serial_number = p.old_serial
            LEFT JOIN voucher n ON n.serial_number = p.new_serial
            WHERE (o.purchase_id, o.channel_id, o.state)
                  IS DISTINCT FROM (p.purchase_id, p.channel_id, 'blocked')
               OR (n.purchase_id, n.channel_id, n.replaces) IS DISTINCT FROM (p.purchase_id, p.channel_id, p.old_serial)
               OR n.expires_at IS DISTINCT FROM o.expires_at
            UNION ALL
            SELECT format('voucher %s says it replaces %s, which no replacement says', v.serial_number, v.replaces)
            FROM voucher v
            LEFT JOIN replacement p ON p.new_serial = v.serial_number AND p.old_serial = v.replaces
            WHERE v.replaces IS NOT NULL AND p.id IS NULL
            UNION ALL
            SELECT format('voucher %s was %s by a replacement that does not exist', h.serial_number, h.to_state)
            FROM voucher_history h
            LEFT JOIN replacement p
                   ON h.serial_number = CASE h.to_state WHEN 'sold' THEN p.new_serial ELSE p.old_serial END
            WHERE h.reason = 'replacement' AND p.id IS NULL
            UNION ALL
            SELECT format('the history of the vouchers of replacement %s does not tell of it', p.id)
            FROM replacement p
            WHERE (SELECT count(*) FROM voucher_history h
                   WHERE h.reason = 'replacement'
                     AND (h.serial_number, h.to_state) IN ((p.old_serial, 'blocked'), (p.new_serial, 'sold'))) <> 2
            """;

    static final String TERMINAL_KEYS = """
            SELECT format('key %s.%s (%s, channel %s) does not fit its terminal', k.terminal_id, k.generation, k.state,
                          k.channel_id) AS difference
            FROM (SELECT k.*, count(*) OVER generations AS place,
                         k.generation = max(k.generation) OVER (PARTITION BY k.terminal_id) AS newest
                  FROM terminal_key k
                  WINDOW generations AS (PARTITION BY k.terminal_id ORDER BY k.generation)) AS k
            LEFT JOIN terminal t ON t.id = k.terminal_id
            WHERE t.channel_id IS DISTINCT FROM k.channel_id
               OR k.generation <> k.place
               OR (t.state = 'revoked') <> (k.state = 'revoked')
               OR (t.state = 'active' AND k.newest) <> (k.state = 'active')
            UNION ALL
            SELECT format('terminal %s has no key', t.id)
            FROM terminal t
            WHERE NOT EXISTS (SELECT FROM terminal_key k WHERE k.terminal_id = t.id)
            UNION ALL
            SELECT format('%s %s of channel %s was under key %s.%s, which is not that channel''s', a.act, a.id,
                          a.channel_id, a.terminal_id, a.key_generation)
            FROM (SELECT 'purchase' AS act, id, channel_id, terminal_id, key_generation FROM purchase
                  UNION ALL
                  SELECT 'replacement', id, channel_id, terminal_id, key_generation FROM replacement
                  UNION ALL
                  SELECT 'recharge request', id, channel_id, terminal_id, key_generation FROM recharge_request) AS a
            LEFT JOIN terminal_key k ON k.terminal_id = a.terminal_id AND k.generation = a.key_generation
            WHERE a.terminal_id IS NOT NULL AND k.channel_id IS DISTINCT FROM a.channel_id
            """;
}
