package io.sealcharge.platform.persistence;

/** Judging and writing sales; for the order of row locks see {@link VoucherSql}. */
final class SaleSql {
    private SaleSql() {}

    /** Sales by their place in the batch, and their vouchers, each with all that its rows need: so that nothing is joined. */
    private static final String GIVEN = """
            WITH sale AS (
                SELECT u.*, (u.at AT TIME ZONE 'UTC')::date AS day
                FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::bigint[],
                            $8::text[], $9::text[], $10::uuid[], $11::integer[], $12::timestamptz[], $13::integer[])
                         WITH ORDINALITY
                     AS u (id, channel_id, reference, request_digest, terminal, product_id, face_value_minor, currency,
                           jkt, terminal_id, key_generation, at, quantity, n)
            ), bought AS (
                SELECT *
                FROM unnest($14::integer[], $15::uuid[], $16::integer[], $17::text[], $18::text[], $19::bigint[],
                            $20::text[], $21::timestamptz[], $22::uuid[], $23::text[], $24::bytea[], $25::integer[],
                            $26::text[], $27::timestamptz[])
                     AS v (n, purchase_id, ordinal, channel_id, product_id, face_value_minor, currency, at, claimant,
                           serial_number, pin_index, pin_index_epoch, envelope, expires_at)
            ), priced AS (
                SELECT s.*, coalesce(c.active, false) AS channel_active,
                       p.id IS NOT NULL AND (c.all_products OR t.product_id IS NOT NULL) AS offered,
                       coalesce(t.price_minor, p.price_minor) AS unit_price_minor,
                       coalesce(t.commission_minor, 0) AS commission_minor,
                       q.seen
                FROM sale s
                LEFT JOIN channel c ON c.id = s.channel_id
                LEFT JOIN product p ON p.id = s.product_id AND p.active AND p.face_value_minor = s.face_value_minor
                                   AND p.currency = s.currency
                LEFT JOIN channel_product t ON t.channel_id = s.channel_id AND t.product_id = s.product_id
                LEFT JOIN LATERAL (
                    SELECT true AS seen FROM purchase WHERE channel_id = s.channel_id AND reference = s.reference LIMIT 1
                ) AS q ON true
            )""";

    /**
     * The rows that sales are judged by, each locked before it is looked at: nobody changes them until the sales have ended.
     * Vouchers from stock are held if the claimant may still sell them.
     */
    private static final String LOCKED = """
            , payer AS (
                SELECT a.*
                FROM (SELECT DISTINCT channel_id, currency FROM priced WHERE channel_active AND offered
                      ORDER BY channel_id, currency) AS s
                CROSS JOIN LATERAL (
                    SELECT id, owner, currency, balance_minor, credit_limit_minor, order_cap_minor, day_cap_minor,
                           spent_on, spent_minor
                    FROM account
                    WHERE kind = 'channel_credit' AND owner = s.channel_id AND currency = s.currency
                    FOR NO KEY UPDATE) AS a
            ), key AS (
                SELECT k.*
                FROM (SELECT DISTINCT p.terminal_id, p.key_generation
                      FROM priced p
                      CROSS JOIN (SELECT count(*) FROM payer) AS locked_before
                      WHERE p.terminal_id IS NOT NULL
                      ORDER BY p.terminal_id, p.key_generation) AS s
                CROSS JOIN LATERAL (
                    SELECT terminal_id, generation, channel_id, state, sealed
                    FROM terminal_key
                    WHERE terminal_id = s.terminal_id AND generation = s.key_generation
                    FOR NO KEY UPDATE) AS k
            ), held AS (
                SELECT v.serial_number
                FROM (SELECT u.*
                      FROM bought u
                      CROSS JOIN (SELECT count(*) FROM payer) AS locked_before
                      CROSS JOIN (SELECT count(*) FROM key) AS locked_then
                      WHERE u.claimant IS NOT NULL
                      ORDER BY u.serial_number) AS u
                CROSS JOIN LATERAL (
                    SELECT v.serial_number
                    FROM voucher v
                    JOIN batch b ON b.id = v.batch_id
                    WHERE v.serial_number = u.serial_number
                      AND v.state = 'claimed' AND v.claimed_by = u.claimant AND v.lease_until > now()
                      AND v.product_id = u.product_id AND v.face_value_minor = u.face_value_minor
                      AND b.state = 'active' AND (b.expires_at IS NULL OR b.expires_at > u.at)
                    FOR NO KEY UPDATE OF v) AS v
            )""";

    /**
     * Each sale as if it came alone. Amounts are numeric until they have passed, so that none is too large to be refused. A
     * sale of yesterday that comes after one of today counts for today. What the channel earns by a sale counts for it.
     */
    private static final String ALONE = """
            , alone AS MATERIALIZED (
                SELECT s.*, p.id AS account_id, greatest(p.spent_on, s.day) AS spending_day, m.spent_minor, m.total, m.net,
                       p.balance_minor + p.credit_limit_minor::numeric AS credit_left,
                       p.day_cap_minor - m.spent_minor AS day_left, k.sealed,
                       CASE
                           WHEN s.seen IS TRUE THEN 'seen'
                           WHEN NOT s.channel_active THEN 'channel_suspended'
                           WHEN s.offered IS NOT TRUE THEN 'product_unknown'
                           WHEN p.id IS NULL THEN 'insufficient_credit'
                           WHEN s.terminal_id IS NOT NULL AND k.state IS DISTINCT FROM 'active' THEN 'terminal_revoked'
                           WHEN k.sealed + s.quantity > 4294967296 THEN 'terminal_key_exhausted'
                           WHEN m.total > p.order_cap_minor THEN 'order_cap_exceeded'
                           WHEN m.spent_minor + m.total > p.day_cap_minor THEN 'day_cap_exceeded'
                           WHEN m.net > p.balance_minor + p.credit_limit_minor::numeric THEN 'insufficient_credit'
                           WHEN s.n IN (
                                   SELECT u.n FROM bought u
                                   WHERE u.claimant IS NOT NULL
                                     AND u.serial_number NOT IN (SELECT serial_number FROM held))
                               THEN 'claim_lost'
                           WHEN s.n IN (
                                   SELECT o.n
                                   FROM unnest($28::integer[], $29::bytea[]) AS o (n, pin_index)
                                   CROSS JOIN LATERAL (
                                       SELECT FROM voucher v WHERE v.pin_index = o.pin_index LIMIT 1) AS other)
                               THEN 'pin_collision'
                           ELSE 'sold'
                       END AS verdict
                FROM priced s
                LEFT JOIN payer p ON p.owner = s.channel_id AND p.currency = s.currency
                LEFT JOIN key k ON k.terminal_id = s.terminal_id AND k.generation = s.key_generation
                               AND k.channel_id = s.channel_id
                CROSS JOIN LATERAL (
                    SELECT CASE WHEN p.spent_on >= s.day THEN p.spent_minor ELSE 0 END::numeric AS spent_minor,
                           s.quantity::numeric * s.unit_price_minor AS total,
                           s.quantity::numeric * (s.unit_price_minor - s.commission_minor) AS net) AS m
            )""";

    /**
     * All that pass alone pass together, if account and key bear all of them; one that does not is judged by what those
     * before it took. Else the channel's sales whose verdicts hang on each other are crowded: to be judged one by one.
     */
    private static final String JUDGED = """
            , together AS (
                SELECT a.*,
                       sum(a.net) FILTER (WHERE a.verdict = 'sold') OVER account_so_far AS net_taken,
                       sum(a.total) FILTER (WHERE a.verdict = 'sold') OVER account_so_far AS total_taken,
                       sum(a.quantity) FILTER (WHERE a.verdict = 'sold') OVER key_so_far AS messages_taken,
                       (sum(a.net) FILTER (WHERE a.verdict = 'sold') OVER account > a.credit_left
                           OR sum(a.total) FILTER (WHERE a.verdict = 'sold') OVER account > a.day_left
                           OR min(a.day) OVER account < max(a.day) OVER account
                           OR (a.terminal_id IS NOT NULL
                               AND sum(a.quantity) FILTER (WHERE a.verdict = 'sold') OVER key + a.sealed > 4294967296))
                           IS TRUE AS bursts
                FROM alone a
                WINDOW account AS (PARTITION BY a.account_id), account_so_far AS (PARTITION BY a.account_id ORDER BY a.n),
                       key AS (PARTITION BY a.terminal_id, a.key_generation),
                       key_so_far AS (PARTITION BY a.terminal_id, a.key_generation ORDER BY a.n)
            ), weighed AS (
                SELECT t.*, bool_or(t.bursts) OVER (PARTITION BY t.channel_id) AS crowd,
                       t.verdict IN ('claim_lost', 'pin_collision') AS lost,
                       t.verdict IN ('order_cap_exceeded', 'day_cap_exceeded', 'insufficient_credit') AND t.account_id IS NOT NULL
                           AS capped
                FROM together t
            ), judged AS (
                SELECT w.*,
                       w.crowd AND (w.verdict = 'sold' OR w.lost OR w.capped) AS crowded,
                       CASE
                           WHEN (w.lost OR w.capped) AND w.terminal_id IS NOT NULL
                               AND w.messages_taken + w.quantity + w.sealed > 4294967296 THEN 'terminal_key_exhausted'
                           WHEN (w.lost OR w.verdict = 'insufficient_credit') AND w.total_taken + w.total > w.day_left
                               THEN 'day_cap_exceeded'
                           WHEN w.lost AND w.net_taken + w.net > w.credit_left THEN 'insufficient_credit'
                           ELSE w.verdict
                       END AS ruling
                FROM weighed w
            ), sold AS (
                SELECT * FROM judged WHERE ruling = 'sold' AND NOT crowded
            ), vouchers AS (
                SELECT v.*
                FROM bought v
                WHERE (SELECT array_agg(j.ruling = 'sold' AND NOT j.crowded ORDER BY j.n) FROM judged j)[v.n]
            )""";

    private static final String WRITTEN = """
            , debited AS (
                UPDATE account a
                SET balance_minor = a.balance_minor - t.net, spent_on = t.day, spent_minor = t.spent
                FROM (SELECT account_id, max(spending_day) AS day, sum(net)::bigint AS net,
                             (max(spent_minor) + sum(total))::bigint AS spent
                      FROM sold
                      GROUP BY account_id) AS t
                WHERE a.id = t.account_id
            ), counted AS (
                UPDATE terminal_key k
                SET sealed = k.sealed + t.quantity
                FROM (SELECT terminal_id, key_generation, sum(quantity) AS quantity
                      FROM sold
                      WHERE terminal_id IS NOT NULL
                      GROUP BY terminal_id, key_generation) AS t
                WHERE k.terminal_id = t.terminal_id AND k.generation = t.key_generation
            ), recorded AS (
                INSERT INTO purchase (id, channel_id, reference, request_digest, terminal, product_id, quantity,
                                      face_value_minor, unit_price_minor, total_minor, commission_minor, currency, jkt,
                                      terminal_id, key_generation, created_at)
                SELECT id, channel_id, reference, request_digest, terminal, product_id, quantity,
                       face_value_minor, unit_price_minor, total::bigint, commission_minor, currency, jkt,
                       terminal_id, key_generation, at
                FROM sold
            ), minted AS (
                INSERT INTO voucher (serial_number, purchase_id, ordinal, channel_id, product_id, state,
                                     face_value_minor, currency, pin_index, pin_index_epoch, envelope, expires_at)
                SELECT serial_number, purchase_id, ordinal, channel_id, product_id, 'sold',
                       face_value_minor, currency, pin_index, pin_index_epoch, envelope, expires_at
                FROM vouchers
                WHERE claimant IS NULL
            ), delivered AS (
                UPDATE voucher t
                SET state = 'sold', purchase_id = v.purchase_id, ordinal = v.ordinal, channel_id = v.channel_id,
                    envelope = v.envelope, expires_at = v.expires_at, pin_box = NULL, pin_box_epoch = NULL,
                    claimed_by = NULL, lease_until = NULL
                FROM vouchers v
                WHERE t.serial_number = v.serial_number AND v.claimant IS NOT NULL
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, at)
                SELECT serial_number, CASE WHEN claimant IS NOT NULL THEN 'claimed' END, 'sold', channel_id, 'purchase',
                       face_value_minor, currency, channel_id, at
                FROM vouchers
            )""";

    private static final String POSTED = """
            , own AS MATERIALIZED (
                SELECT currency,
                       max(id) FILTER (WHERE kind = 'voucher_liability') AS liability,
                       max(id) FILTER (WHERE kind = 'price_difference') AS difference,
                       max(id) FILTER (WHERE kind = 'commission') AS commission
                FROM account
                WHERE kind IN ('voucher_liability', 'price_difference', 'commission') AND owner = ''
                  AND currency IN (SELECT currency FROM sold)
                GROUP BY currency
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, purchase_id, posted_at)
                SELECT e.kind, e.debit, e.credit, e.each * s.quantity, s.currency, s.id, s.at
                FROM sold s
                LEFT JOIN own ON own.currency = s.currency
                CROSS JOIN LATERAL (VALUES
                    ('sale', s.account_id, own.liability, least(s.unit_price_minor, s.face_value_minor)),
                    ('discount', own.difference, own.liability, s.face_value_minor - s.unit_price_minor),
                    ('surcharge', s.account_id, own.difference, s.unit_price_minor - s.face_value_minor),
                    ('commission', own.commission, s.account_id, s.commission_minor))
                        AS e (kind, debit, credit, each)
                WHERE e.each > 0
                ORDER BY s.n
            )
            SELECT n, CASE WHEN crowded THEN 'crowded' ELSE ruling END AS verdict, unit_price_minor, commission_minor
            FROM judged
            """;

    /**
     * Sales in one statement: decided by the rows it has locked, and written if they permit it; otherwise the verdict
     * says why not, and nothing of that sale is written. The verdict {@code seen} is that of a reference which exists,
     * {@code crowded} that of a sale which is to come alone. A reference, PIN index or serial number that appears meanwhile
     * undoes the whole statement.
     *
     * <p>Parameters by sale: id, channel, reference, request digest, terminal, product, its face value and currency,
     * thumbprint of the terminal's own key, or terminal and generation of a shared one, at, quantity. By voucher: place of
     * its sale; id, ordinal, channel, product, face value, currency and at of its sale; claimant if it is from stock; serial
     * number, PIN index and epoch if it was minted, envelope, expires at. By PIN index under an older epoch: place of its
     * sale, index.
     */
    static final String RECORD = GIVEN + LOCKED + ALONE + JUDGED + WRITTEN + POSTED;
}
