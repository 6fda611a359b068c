package io.sealcharge.platform.persistence;

/** Checks of {@link MoneyAudit} on the lives of vouchers and of their batches. */
final class VoucherAuditSql {
    private VoucherAuditSql() {}

    /** Each step goes on where the one before ended, is one that a voucher can take, and the last one gives its state. */
    static final String LIVES = """
            WITH allowed (from_state, to_state, reason) AS (VALUES
                (NULL, 'created', 'generation'), (NULL, 'created', 'import'),
                (NULL, 'sold', 'purchase'), (NULL, 'sold', 'replacement'),
                ('created', 'available', 'validation'),
                ('available', 'claimed', 'claim'), ('claimed', 'available', 'release'),
                ('claimed', 'sold', 'purchase'),
                ('sold', 'redeemed', 'recharge'),
                ('sold', 'reserved', 'reservation'),
                ('reserved', 'redeemed', 'recharge'), ('reserved', 'sold', 'charging_rejected'),
                ('sold', 'blocked', 'replacement'),
                ('created', 'blocked', 'operator'), ('available', 'blocked', 'operator'),
                ('claimed', 'blocked', 'operator'), ('sold', 'blocked', 'operator'),
                ('created', 'expired', 'expiry'), ('available', 'expired', 'expiry'), ('claimed', 'expired', 'expiry'),
                ('sold', 'expired', 'expiry'), ('blocked', 'expired', 'expiry'),
                ('created', 'returned', 'batch_void'), ('available', 'returned', 'batch_void'),
                ('claimed', 'returned', 'batch_void')
            ), steps AS (
                SELECT h.id, h.serial_number, h.from_state, h.to_state, h.reason, lag(h.to_state) OVER life AS before,
                       lead(h.id) OVER life IS NULL AS is_last
                FROM voucher_history h
                WINDOW life AS (PARTITION BY h.serial_number ORDER BY h.id)
            )
            SELECT format('voucher %s is %s but its history ends with %s', coalesce(v.serial_number, s.serial_number),
                          coalesce(v.state, 'nowhere'), coalesce(s.to_state, 'nothing')) AS difference
            FROM voucher v
            FULL JOIN (SELECT * FROM steps WHERE is_last) AS s ON s.serial_number = v.serial_number
            WHERE s.to_state IS DISTINCT FROM v.state
            UNION ALL
            SELECT format('entry %s in the history of voucher %s, %s, goes from %s to %s after %s', s.id, s.serial_number,
                          s.reason, coalesce(s.from_state, 'nothing'), s.to_state, coalesce(s.before, 'nothing'))
            FROM steps s
            LEFT JOIN allowed a ON a.from_state IS NOT DISTINCT FROM s.from_state AND a.to_state = s.to_state
                               AND a.reason = s.reason
            WHERE a.to_state IS NULL OR s.from_state IS DISTINCT FROM s.before
            """;

    /** Each step rests on facts that stand elsewhere too: the voucher's value, whose it is, and the act that caused it. */
    static final String FACTS = """
            SELECT format('entry %s in the history of voucher %s (%s: %s %s, %s, %s by %s) has other facts than its rows',
                          h.id, h.serial_number, h.reason, h.amount_minor, h.currency,
                          coalesce(h.channel_id, 'no channel'), coalesce(h.phone_number, 'no number'), h.actor)
                       AS difference
            FROM voucher_history h
            JOIN voucher v ON v.serial_number = h.serial_number
            LEFT JOIN (
                -- what recharges say that histories say: compared by a join, since row by row it would be quadratic
                SELECT serial_number, channel_id, phone_number, 'reservation' AS reason, created_at AS at, NULL AS from_state
                FROM recharge
                WHERE charging = 'external'
                UNION ALL
                SELECT serial_number, channel_id, phone_number, 'charging_rejected', settled_at, NULL
                FROM recharge
                WHERE outcome = 'charging_rejected'
                UNION ALL
                SELECT serial_number, channel_id, phone_number, 'recharge', coalesce(settled_at, created_at),
                       CASE WHEN charging = 'external' THEN 'reserved' ELSE 'sold' END
                FROM recharge
                WHERE outcome = 'redeemed') AS r
                ON r.serial_number = h.serial_number AND r.channel_id = h.channel_id AND r.phone_number = h.phone_number
               AND r.channel_id = h.actor AND r.reason = h.reason AND r.at = h.at
            WHERE (h.amount_minor, h.currency::text) <> (v.face_value_minor, v.currency::text)
               OR NOT CASE
                   WHEN h.reason IN ('reservation', 'recharge', 'charging_rejected')
                       THEN r.serial_number IS NOT NULL
                            AND h.from_state IS NOT DISTINCT FROM coalesce(r.from_state, h.from_state)
                   WHEN h.phone_number IS NOT NULL THEN false
                   WHEN h.to_state = 'created'
                     OR (h.from_state IN ('created', 'available', 'claimed') AND h.to_state <> 'sold')
                       THEN h.channel_id IS NULL
                   ELSE h.channel_id IS NOT DISTINCT FROM v.channel_id
               END
               OR NOT CASE
                   WHEN h.reason IN ('claim', 'release', 'expiry') THEN h.actor = 'platform'
                   WHEN h.reason = 'purchase' THEN h.actor = v.channel_id AND EXISTS (
                       SELECT FROM purchase u WHERE u.id = v.purchase_id AND u.created_at = h.at)
                   WHEN h.reason = 'replacement' THEN h.actor = v.channel_id AND EXISTS (
                       SELECT FROM replacement p
                       WHERE h.serial_number IN (p.old_serial, p.new_serial) AND p.created_at = h.at)
                   WHEN h.reason IN ('generation', 'import', 'validation', 'batch_void', 'operator')
                       THEN h.actor = 'platform'
                         OR EXISTS (SELECT FROM channel c WHERE c.id = h.actor AND c.kind = 'operator')
                   ELSE true
               END
            UNION ALL
            SELECT format('voucher %s was reserved %s times and let go %s times but its recharges say %s and %s',
                          r.serial_number, h.reserved, h.let_go, r.asked, r.rejected)
            FROM (SELECT serial_number, count(*) AS asked,
                         count(*) FILTER (WHERE outcome = 'charging_rejected') AS rejected
                  FROM recharge
                  WHERE charging = 'external'
                  GROUP BY serial_number) AS r
            CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE reason = 'reservation') AS reserved,
                                       count(*) FILTER (WHERE reason = 'charging_rejected') AS let_go
                                FROM voucher_history h
                                WHERE h.serial_number = r.serial_number) AS h
            WHERE (h.reserved, h.let_go) <> (r.asked, r.rejected)
            """;

    /** What expired after its sale was given up by the buyers; what expired in stock had never been worth anything. */
    static final String EXPIRIES_POSTED = """
            SELECT format('voucher %s is %s, worth %s %s, but %s %s of it were booked as expired', v.serial_number, v.state,
                          v.face_value_minor, v.currency, coalesce(p.amount_minor, 0), coalesce(p.currency, '-'))
                       AS difference
            FROM voucher v
            LEFT JOIN posting p ON p.serial_number = v.serial_number
            WHERE (v.state = 'expired' AND v.purchase_id IS NOT NULL) <> (p.id IS NOT NULL)
               OR (p.id IS NOT NULL
                   AND ((p.amount_minor, p.currency::text) <> (v.face_value_minor, v.currency::text)
                        OR NOT EXISTS (SELECT FROM voucher_history h
                                       WHERE h.serial_number = v.serial_number AND h.to_state = 'expired'
                                         AND h.at = p.posted_at)
                        OR p.posted_at < v.expires_at))
            """;

    static final String BATCHES = """
            WITH made AS (
                SELECT batch_id, count(*) AS vouchers FROM voucher WHERE batch_id IS NOT NULL GROUP BY batch_id
            )
            SELECT format('batch %s says %s of %s vouchers but has %s', b.id, b.produced, b.quantity,
                          coalesce(m.vouchers, 0)) AS difference
            FROM batch b
            LEFT JOIN made m ON m.batch_id = b.id
            WHERE b.produced <> coalesce(m.vouchers, 0)
               OR (b.state <> 'void' AND b.task IS DISTINCT FROM 'generate' AND b.quantity <> b.produced)
            UNION ALL
            SELECT format('voucher %s (%s, %s, expires %s) does not fit its batch %s', v.serial_number, v.product_id,
                          h.reason, v.expires_at, v.batch_id)
            FROM voucher v
            LEFT JOIN batch b ON b.id = v.batch_id
            LEFT JOIN voucher_history h ON h.serial_number = v.serial_number AND h.from_state IS NULL
            WHERE (v.batch_id IS NULL) <> (h.reason IN ('purchase', 'replacement'))
               OR (v.batch_id IS NOT NULL
                   AND ((b.product_id, b.origin) IS DISTINCT FROM
                        (v.product_id, CASE h.reason WHEN 'generation' THEN 'generated' ELSE 'imported' END)
                        OR v.expires_at <> b.expires_at))
            UNION ALL
            SELECT format('voucher %s is %s while its batch %s is %s', v.serial_number, v.state, b.id, b.state)
            FROM voucher v
            JOIN batch b ON b.id = v.batch_id
            WHERE CASE b.state
                      WHEN 'draft' THEN b.task IS NULL AND v.state NOT IN ('created', 'blocked', 'expired')
                      WHEN 'void' THEN b.task IS NULL AND v.state IN ('created', 'available', 'claimed')
                      ELSE v.state IN ('created', 'returned')
                  END
               OR (b.state = 'validated' AND v.state NOT IN ('available', 'blocked', 'expired'))
            """;

    static final String BATCH_LIVES = """
            WITH allowed (from_state, to_state) AS (VALUES
                (NULL, 'draft'), ('draft', 'validated'), ('draft', 'void'), ('validated', 'active'),
                ('validated', 'void'), ('active', 'locked'), ('active', 'void'), ('locked', 'active'), ('locked', 'void')
            ), steps AS (
                SELECT h.id, h.batch_id, h.from_state, h.to_state, lag(h.to_state) OVER life AS before,
                       lead(h.id) OVER life IS NULL AS is_last
                FROM batch_history h
                WINDOW life AS (PARTITION BY h.batch_id ORDER BY h.id)
            )
            SELECT format('batch %s is %s but its history ends with %s', coalesce(b.id, s.batch_id),
                          coalesce(b.state, 'nowhere'), coalesce(s.to_state, 'nothing')) AS difference
            FROM batch b
            FULL JOIN (SELECT * FROM steps WHERE is_last) AS s ON s.batch_id = b.id
            WHERE s.to_state IS DISTINCT FROM b.state
            UNION ALL
            SELECT format('entry %s in the history of batch %s goes from %s to %s after %s', s.id, s.batch_id,
                          coalesce(s.from_state, 'nothing'), s.to_state, coalesce(s.before, 'nothing'))
            FROM steps s
            LEFT JOIN allowed a ON a.from_state IS NOT DISTINCT FROM s.from_state AND a.to_state = s.to_state
            WHERE s.from_state IS DISTINCT FROM s.before
               -- a try that failed is told too and leads nowhere
               OR (a.to_state IS NULL AND s.from_state IS DISTINCT FROM s.to_state)
            """;
}
