package io.sealcharge.platform.persistence;

/** Judging and writing a sale; for the order of row locks see {@link VoucherSql}. */
final class SaleSql {
    private SaleSql() {}

    /**
     * The rows that a sale is judged by, each locked before it is looked at: nobody changes them until the sale has ended.
     * Vouchers from stock are held if the claimant may still sell them.
     */
    private static final String LOCKED = """
            WITH sale AS (
                SELECT $1::uuid AS id, $2::text AS channel_id, $3::text AS reference, $4::bytea AS request_digest,
                       $5::text AS terminal, $6::text AS product_id, $7::bigint AS face_value_minor, $8::text AS currency,
                       $9::text AS jkt, $10::uuid AS terminal_id, $11::integer AS key_generation,
                       $12::timestamptz AS at, ($12::timestamptz AT TIME ZONE 'UTC')::date AS day,
                       $13::uuid AS claimant, cardinality($14::text[]) AS quantity
            ), offer AS (
                SELECT coalesce(t.price_minor, p.price_minor) AS unit_price_minor,
                       coalesce(t.commission_minor, 0) AS commission_minor
                FROM sale s
                JOIN channel c ON c.id = s.channel_id AND c.active
                JOIN product p ON p.id = s.product_id AND p.active AND p.face_value_minor = s.face_value_minor
                              AND p.currency = s.currency
                LEFT JOIN channel_product t ON t.channel_id = c.id AND t.product_id = p.id
                WHERE c.all_products OR t.product_id IS NOT NULL
            ), payer AS (
                SELECT a.id, a.balance_minor, a.credit_limit_minor, a.order_cap_minor, a.day_cap_minor,
                       greatest(a.spent_on, s.day) AS day,
                       CASE WHEN a.spent_on >= s.day THEN a.spent_minor ELSE 0 END AS spent_minor,
                       o.unit_price_minor, o.commission_minor
                FROM sale s
                CROSS JOIN offer o
                JOIN account a ON a.kind = 'channel_credit' AND a.owner = s.channel_id AND a.currency = s.currency
                FOR NO KEY UPDATE OF a
            ), key AS (
                SELECT k.terminal_id, k.generation, k.state, k.sealed
                FROM payer
                CROSS JOIN sale s
                JOIN terminal_key k ON k.terminal_id = s.terminal_id AND k.generation = s.key_generation
                                   AND k.channel_id = s.channel_id
                FOR NO KEY UPDATE OF k
            ), held AS (
                SELECT v.serial_number
                FROM payer
                CROSS JOIN sale s
                CROSS JOIN (SELECT count(*) FROM key) AS locked_before
                CROSS JOIN unnest($14::text[]) AS u (serial_number)
                JOIN voucher v ON v.serial_number = u.serial_number
                JOIN batch b ON b.id = v.batch_id
                WHERE v.state = 'claimed' AND v.claimed_by = s.claimant AND v.lease_until > now()
                  AND v.product_id = s.product_id AND v.face_value_minor = s.face_value_minor
                  AND b.state = 'active' AND (b.expires_at IS NULL OR b.expires_at > s.at)
                ORDER BY v.serial_number
                FOR NO KEY UPDATE OF v
            )""";

    /**
     * Amounts are numeric until they have passed, so that none is too large to be refused. A sale of yesterday that comes
     * after one of today counts for today. What the channel earns by a sale counts for it.
     */
    private static final String JUDGED = """
            , judged AS (
                SELECT p.id AS account_id, p.day, p.spent_minor, p.unit_price_minor, p.commission_minor, m.total, m.net,
                       CASE
                           WHEN NOT EXISTS (SELECT FROM channel WHERE id = s.channel_id AND active)
                               THEN 'channel_suspended'
                           WHEN NOT EXISTS (SELECT FROM offer) THEN 'product_unknown'
                           WHEN p.id IS NULL THEN 'insufficient_credit'
                           WHEN s.terminal_id IS NOT NULL AND k.state IS DISTINCT FROM 'active' THEN 'terminal_revoked'
                           WHEN k.sealed + s.quantity > 4294967296 THEN 'terminal_key_exhausted'
                           WHEN m.total > p.order_cap_minor THEN 'order_cap_exceeded'
                           WHEN p.spent_minor + m.total > p.day_cap_minor THEN 'day_cap_exceeded'
                           WHEN p.balance_minor - m.net < -p.credit_limit_minor THEN 'insufficient_credit'
                           WHEN s.claimant IS NOT NULL AND (SELECT count(*) FROM held) < s.quantity THEN 'claim_lost'
                           WHEN EXISTS (SELECT FROM voucher WHERE pin_index = ANY ($19::bytea[])) THEN 'pin_collision'
                           ELSE 'sold'
                       END AS verdict
                FROM sale s
                LEFT JOIN payer p ON true
                LEFT JOIN key k ON true
                CROSS JOIN LATERAL (
                    SELECT s.quantity::numeric * p.unit_price_minor AS total,
                           s.quantity::numeric * (p.unit_price_minor - p.commission_minor) AS net) AS m
            )""";

    private static final String WRITTEN = """
            , debited AS (
                UPDATE account a
                SET balance_minor = a.balance_minor - j.net::bigint, spent_on = j.day,
                    spent_minor = j.spent_minor + j.total::bigint
                FROM judged j
                WHERE a.id = j.account_id AND j.verdict = 'sold'
                RETURNING a.id
            ), counted AS (
                UPDATE terminal_key k
                SET sealed = k.sealed + s.quantity
                FROM judged j, sale s
                WHERE k.terminal_id = s.terminal_id AND k.generation = s.key_generation AND j.verdict = 'sold'
            ), sold AS (
                INSERT INTO purchase (id, channel_id, reference, request_digest, terminal, product_id, quantity,
                                      face_value_minor, unit_price_minor, total_minor, commission_minor, currency, jkt,
                                      terminal_id, key_generation, created_at)
                SELECT s.id, s.channel_id, s.reference, s.request_digest, s.terminal, s.product_id, s.quantity,
                       s.face_value_minor, j.unit_price_minor, j.total::bigint, j.commission_minor, s.currency, s.jkt,
                       s.terminal_id, s.key_generation, s.at
                FROM sale s, judged j
                WHERE j.verdict = 'sold'
                RETURNING id
            ), vouchers AS (
                SELECT sold.id AS purchase_id, v.*
                FROM sold,
                     unnest($14::text[], $15::bytea[], $16::integer[], $17::text[], $18::timestamptz[]) WITH ORDINALITY
                         AS v (serial_number, pin_index, pin_index_epoch, envelope, expires_at, ordinal)
            ), minted AS (
                INSERT INTO voucher (serial_number, purchase_id, ordinal, channel_id, product_id, state,
                                     face_value_minor, currency, pin_index, pin_index_epoch, envelope, expires_at)
                SELECT v.serial_number, v.purchase_id, v.ordinal, s.channel_id, s.product_id, 'sold',
                       s.face_value_minor, s.currency, v.pin_index, v.pin_index_epoch, v.envelope, v.expires_at
                FROM vouchers v, sale s
                WHERE s.claimant IS NULL
                RETURNING serial_number, NULL::text AS from_state
            ), delivered AS (
                UPDATE voucher t
                SET state = 'sold', purchase_id = v.purchase_id, ordinal = v.ordinal, channel_id = s.channel_id,
                    envelope = v.envelope, expires_at = v.expires_at, pin_box = NULL, pin_box_epoch = NULL,
                    claimed_by = NULL, lease_until = NULL
                FROM vouchers v, sale s
                WHERE t.serial_number = v.serial_number AND s.claimant IS NOT NULL
                RETURNING t.serial_number, 'claimed' AS from_state
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, at)
                SELECT v.serial_number, v.from_state, 'sold', s.channel_id, 'purchase', s.face_value_minor, s.currency,
                       s.channel_id, s.at
                FROM (SELECT * FROM minted UNION ALL SELECT * FROM delivered) AS v, sale s
            )""";

    private static final String POSTED = """
            , entries AS (
                SELECT e.kind, e.debit, e.credit, e.each
                FROM judged j
                CROSS JOIN sale s
                CROSS JOIN LATERAL (
                    SELECT (SELECT id FROM account
                            WHERE kind = 'voucher_liability' AND owner = '' AND currency = s.currency) AS liability,
                           (SELECT id FROM account
                            WHERE kind = 'price_difference' AND owner = '' AND currency = s.currency) AS difference,
                           (SELECT id FROM account
                            WHERE kind = 'commission' AND owner = '' AND currency = s.currency) AS commission) AS own
                CROSS JOIN LATERAL (VALUES
                    ('sale', j.account_id, own.liability, least(j.unit_price_minor, s.face_value_minor)),
                    ('discount', own.difference, own.liability, s.face_value_minor - j.unit_price_minor),
                    ('surcharge', j.account_id, own.difference, j.unit_price_minor - s.face_value_minor),
                    ('commission', own.commission, j.account_id, j.commission_minor))
                        AS e (kind, debit, credit, each)
                WHERE j.verdict = 'sold' AND e.each > 0
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, purchase_id, posted_at)
                SELECT e.kind, e.debit, e.credit, e.each * s.quantity, s.currency, sold.id, s.at
                FROM entries e, sale s, sold
            )
            SELECT verdict, unit_price_minor, commission_minor FROM judged
            """;

    /**
     * A sale in one statement: decided by the rows it has locked, and written if they permit it; otherwise the verdict
     * says why not, and nothing is written. A reference, PIN index or serial number that exists undoes the whole
     * statement. Parameters: id, channel, reference, request digest, terminal, product, its face value and currency,
     * thumbprint of the terminal's own key, or terminal and generation of a shared one, at, claimant of vouchers from
     * stock; by voucher: serial number, PIN index and epoch if it was minted, envelope, expires at; PIN indexes under older
     * epochs.
     */
    static final String RECORD = LOCKED + JUDGED + WRITTEN + POSTED;
}
