package io.sealcharge.platform.persistence;

/** Statements about recharges; for the order of row locks see {@link VoucherSql}. */
final class RechargeSql {
    private RechargeSql() {}

    /** The receipt is that of the recharge that gave the value: this one or the first. */
    private static final String COLUMNS = """
            SELECT r.id, r.channel_id, r.reference, r.request_digest, r.terminal, r.phone_number, r.outcome, r.trace_id,
                   r.created_at, f.id AS first_id, f.reference AS first_reference, f.created_at AS first_at,
                   f.serial_number, f.amount_minor, f.currency
            FROM recharge r
            LEFT JOIN recharge f ON r.outcome <> 'refused' AND f.id = coalesce(r.first_recharge_id, r.id)
            """;

    /** Parameters: channel, reference. */
    static final String FIND_BY_REFERENCE = COLUMNS + "WHERE r.channel_id = $1 AND r.reference = $2";

    /** Parameters: channel, id. */
    static final String FIND_BY_ID = COLUMNS + "WHERE r.channel_id = $1 AND r.id = $2";

    /** Parameter: phone number. */
    static final String BALANCES = """
            SELECT balance_minor, currency
            FROM account
            WHERE kind = 'subscriber' AND owner = $1
            ORDER BY currency
            """;

    /**
     * A recharge in one statement: the key is spent and everything hangs on that; the voucher is judged; the outcome is
     * written, with the money if the voucher is redeemed. No row comes back, and none was written, if the key could not be
     * spent. Who is judged by a voucher that another redeems meanwhile meets recharge_voucher_redeemed_once, is rolled
     * back and judged again. All refusals take the same steps.
     */
    static final String REDEEM = """
            WITH attempt AS (
                SELECT $1::uuid AS id, $2::text AS channel_id, $3::text AS reference, $4::bytea AS request_digest,
                       $5::text AS terminal, $7::text AS phone_number, $10::boolean AS bound,
                       $11::text AS trace_id, $12::timestamptz AS at
            ), spent AS (
                UPDATE recharge_request q
                SET state = 'used', wrapped_private_key = NULL
                FROM channel c
                WHERE q.kid = $6 AND q.channel_id = $2 AND q.reference = $3 AND q.terminal = $5
                  AND q.state = 'outstanding' AND q.expires_at > $12
                  AND c.id = $2 AND c.active
                RETURNING q.id
            ), found AS (
                SELECT v.serial_number, v.state, v.face_value_minor, v.currency, v.expires_at
                FROM unnest($8::bytea[], $9::integer[]) AS i (pin_index, epoch)
                JOIN voucher v ON v.pin_index = i.pin_index AND v.pin_index_epoch = i.epoch
            ), judged AS (
                SELECT spent.id AS request_id, v.serial_number, v.face_value_minor, v.currency,
                       f.id AS first_id, f.reference AS first_reference, f.created_at AS first_at,
                       CASE
                           WHEN n.vouchers > 1 THEN 'pin_ambiguous'
                           WHEN NOT a.bound THEN 'not_bound'
                           WHEN n.vouchers = 0 THEN 'pin_unknown'
                           WHEN v.state = 'redeemed' AND f.channel_id = a.channel_id AND f.phone_number = a.phone_number
                               THEN 'already_redeemed_by_you'
                           WHEN v.state <> 'sold' THEN 'voucher_redeemed'
                           WHEN v.expires_at <= a.at THEN 'voucher_expired'
                           ELSE 'redeemed'
                       END AS verdict
                FROM attempt a
                CROSS JOIN spent
                CROSS JOIN (SELECT count(*) AS vouchers FROM found) AS n
                LEFT JOIN found v ON n.vouchers = 1
                LEFT JOIN recharge f ON f.serial_number = v.serial_number AND f.outcome = 'redeemed'
            ), ended AS (
                SELECT j.request_id, j.verdict,
                       CASE WHEN j.verdict IN ('redeemed', 'already_redeemed_by_you') THEN j.verdict ELSE 'refused' END
                           AS outcome,
                       CASE WHEN j.verdict IN ('redeemed', 'already_redeemed_by_you') THEN j.serial_number END
                           AS serial_number,
                       CASE WHEN j.verdict = 'already_redeemed_by_you' THEN j.first_id END AS first_id,
                       CASE WHEN j.verdict = 'redeemed' THEN j.face_value_minor END AS amount_minor,
                       CASE WHEN j.verdict = 'redeemed' THEN j.currency END AS currency
                FROM judged j
            ), written AS (
                INSERT INTO recharge (id, channel_id, reference, request_digest, terminal, request_id, phone_number,
                                      outcome, refused_because, trace_id, serial_number, first_recharge_id,
                                      amount_minor, currency, created_at, facts_digest)
                SELECT a.id, a.channel_id, a.reference, a.request_digest, a.terminal, e.request_id, a.phone_number,
                       e.outcome,
                       CASE WHEN e.outcome = 'refused' THEN e.verdict END,
                       CASE WHEN e.outcome = 'refused' THEN a.trace_id END,
                       e.serial_number, e.first_id, e.amount_minor, e.currency, a.at,
                       facts_digest(ARRAY[a.id::text, a.channel_id, a.reference, a.terminal, e.request_id::text,
                                          a.phone_number, e.outcome, e.serial_number, e.first_id::text,
                                          e.amount_minor::text, e.currency])
                FROM attempt a, ended e
                RETURNING id, outcome
            ), redeemed AS (
                UPDATE voucher v
                SET state = 'redeemed'
                FROM written w, ended e
                WHERE w.outcome = 'redeemed' AND v.serial_number = e.serial_number AND v.state = 'sold'
                RETURNING v.serial_number, v.face_value_minor, v.currency
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, phone_number, at)
                SELECT r.serial_number, 'sold', 'redeemed', a.channel_id, 'recharge', r.face_value_minor, r.currency,
                       a.channel_id, a.phone_number, a.at
                FROM redeemed r, attempt a
            ), credited AS (
                INSERT INTO account AS s (kind, owner, currency, balance_minor)
                SELECT 'subscriber', a.phone_number, r.currency, r.face_value_minor
                FROM redeemed r, attempt a
                ON CONFLICT ON CONSTRAINT account_owner_once
                    DO UPDATE SET balance_minor = s.balance_minor + excluded.balance_minor
                RETURNING s.id
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, recharge_id, posted_at)
                SELECT 'redemption',
                       (SELECT id FROM account
                        WHERE kind = 'voucher_liability' AND owner = '' AND currency = r.currency),
                       credited.id, r.face_value_minor, r.currency, a.id, a.at
                FROM redeemed r, credited, attempt a
            )
            SELECT j.verdict, j.serial_number, j.face_value_minor, j.currency,
                   j.first_id, j.first_reference, j.first_at
            FROM judged j
            """;
}
