package io.sealcharge.platform.persistence;

/** Judging and writing a recharge; for the order of row locks see {@link VoucherSql}. */
final class RedeemSql {
    private RedeemSql() {}

    /**
     * A recharge in one statement. The request's key is locked, the voucher judged as the statement's beginning saw it,
     * and then changed only if it is still sold; everything else hangs on that. No row comes back if the key could not be
     * used; a row that did not act says that the voucher is being redeemed by the same channel for the same number, or
     * else that it was changed meanwhile: then the attempt is to be judged again. In both cases nothing was written. All
     * refusals take the same steps. Under a shared key one more message is counted; one that is revoked or has opened as
     * many as it may is as if it were not there.
     *
     * <p>A terminal's requests follow each other, since only one of them is outstanding: so the refusals before this one
     * are seen, and the last one that is permitted bars the terminal. The bar has the recharge's id.
     */
    static final String REDEEM = """
            WITH attempt AS (
                SELECT $1::uuid AS id, $2::text AS channel_id, $3::text AS reference, $4::bytea AS request_digest,
                       $5::text AS terminal, $7::text AS phone_number, $10::boolean AS bound,
                       $11::text AS trace_id, $12::timestamptz AS at, $13::timestamptz AS count_from,
                       $14::integer AS bar_after, $15::timestamptz AS ask_at
            ), shared AS (
                SELECT k.terminal_id, k.generation
                FROM recharge_request q
                JOIN terminal_key k ON k.terminal_id = q.terminal_id AND k.generation = q.key_generation
                WHERE q.channel_id = $2 AND q.reference = $3 AND k.state <> 'revoked' AND k.opened < 4294967296
                FOR NO KEY UPDATE OF k
            ), key AS (
                SELECT q.id, q.terminal_id, q.key_generation
                FROM recharge_request q
                JOIN channel c ON c.id = q.channel_id
                WHERE q.channel_id = $2 AND q.reference = $3 AND q.kid = $6 AND q.terminal = $5
                  AND q.state = 'outstanding' AND q.expires_at > $12 AND c.active
                  AND (q.key_kind <> 'terminal' OR EXISTS (SELECT FROM shared))
                  AND NOT EXISTS (SELECT FROM terminal_bar b
                                  WHERE b.channel_id = $2 AND b.terminal = $5 AND b.lifted_at IS NULL)
                FOR UPDATE OF q
            ), found AS (
                SELECT v.serial_number, v.state, v.face_value_minor, v.currency, v.expires_at,
                       v.batch_id IS NULL OR b.state = 'active' AS batch_open
                FROM unnest($8::bytea[], $9::integer[]) AS i (pin_index, epoch)
                JOIN voucher v ON v.pin_index = i.pin_index AND v.pin_index_epoch = i.epoch
                LEFT JOIN batch b ON b.id = v.batch_id
            ), judged AS (
                SELECT key.id AS request_id, v.serial_number, v.face_value_minor, v.currency,
                       f.id AS first_id, f.reference AS first_reference,
                       coalesce(f.settled_at, f.created_at) AS first_at,
                       CASE
                           WHEN n.vouchers > 1 THEN 'pin_ambiguous'
                           WHEN NOT a.bound THEN 'not_bound'
                           WHEN n.vouchers = 0 THEN 'pin_unknown'
                           WHEN f.channel_id = a.channel_id AND f.phone_number = a.phone_number AND v.state = 'redeemed'
                               THEN 'already_redeemed_by_you'
                           WHEN f.channel_id = a.channel_id AND f.phone_number = a.phone_number AND v.state = 'reserved'
                               THEN 'being_redeemed_by_you'
                           WHEN v.state IN ('redeemed', 'reserved', 'expired', 'blocked') THEN 'voucher_' || v.state
                           WHEN v.state <> 'sold' THEN 'voucher_not_sold'
                           WHEN NOT v.batch_open THEN 'batch_locked'
                           WHEN v.expires_at <= a.at THEN 'voucher_expired'
                           ELSE 'redeemed'
                       END AS verdict
                FROM attempt a
                CROSS JOIN key
                CROSS JOIN (SELECT count(*) AS vouchers FROM found) AS n
                LEFT JOIN found v ON n.vouchers = 1
                LEFT JOIN recharge f ON f.serial_number = v.serial_number AND f.outcome IN ('pending', 'redeemed')
            ), changed AS (
                UPDATE voucher v
                SET state = CASE WHEN a.ask_at IS NULL THEN 'redeemed' ELSE 'reserved' END
                FROM judged j, attempt a
                WHERE j.verdict = 'redeemed' AND v.serial_number = j.serial_number AND v.state = 'sold'
                RETURNING v.serial_number, v.state, v.face_value_minor, v.currency
            ), acted AS (
                SELECT j.request_id, j.verdict,
                       CASE WHEN j.verdict = 'redeemed' AND a.ask_at IS NOT NULL THEN 'pending'
                            WHEN j.verdict IN ('redeemed', 'already_redeemed_by_you') THEN j.verdict
                            ELSE 'refused' END AS outcome,
                       CASE WHEN j.verdict IN ('redeemed', 'already_redeemed_by_you') THEN j.serial_number END
                           AS serial_number,
                       CASE WHEN j.verdict = 'already_redeemed_by_you' THEN j.first_id END AS first_id,
                       CASE WHEN j.verdict = 'redeemed' THEN j.face_value_minor END AS amount_minor,
                       CASE WHEN j.verdict = 'redeemed' THEN j.currency END AS currency
                FROM judged j, attempt a
                WHERE j.verdict <> 'being_redeemed_by_you'
                  AND (j.verdict <> 'redeemed' OR EXISTS (SELECT FROM changed))
            ), counted AS (
                UPDATE terminal_key k
                SET opened = k.opened + 1
                FROM key, acted
                WHERE k.terminal_id = key.terminal_id AND k.generation = key.key_generation
            ), spent AS (
                UPDATE recharge_request q
                SET state = 'used', wrapped_private_key = NULL
                FROM acted e
                WHERE q.id = e.request_id
            ), written AS (
                INSERT INTO recharge (id, channel_id, reference, request_digest, terminal, request_id, phone_number,
                                      outcome, refused_because, trace_id, serial_number, first_recharge_id,
                                      amount_minor, currency, charging, ask_at, created_at, facts_digest)
                SELECT a.id, a.channel_id, a.reference, a.request_digest, a.terminal, e.request_id, a.phone_number,
                       e.outcome,
                       CASE WHEN e.outcome = 'refused' THEN e.verdict END,
                       CASE WHEN e.outcome IN ('refused', 'pending') THEN a.trace_id END,
                       e.serial_number, e.first_id, e.amount_minor, e.currency,
                       CASE WHEN e.outcome = 'pending' THEN 'external' ELSE 'embedded' END,
                       CASE WHEN e.outcome = 'pending' THEN a.ask_at END,
                       a.at,
                       facts_digest(ARRAY[a.id::text, a.channel_id, a.reference, a.terminal, e.request_id::text,
                                          a.phone_number, e.outcome, e.serial_number, e.first_id::text,
                                          e.amount_minor::text, e.currency])
                FROM attempt a, acted e
                RETURNING id, outcome
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, phone_number, at)
                SELECT v.serial_number, 'sold', v.state, a.channel_id,
                       CASE WHEN a.ask_at IS NULL THEN 'recharge' ELSE 'reservation' END,
                       v.face_value_minor, v.currency, a.channel_id, a.phone_number, a.at
                FROM changed v, attempt a
            ), credited AS (
                INSERT INTO account AS s (kind, owner, currency, balance_minor)
                SELECT 'subscriber', a.phone_number, v.currency, v.face_value_minor
                FROM changed v, attempt a
                WHERE v.state = 'redeemed'
                ON CONFLICT ON CONSTRAINT account_owner_once
                    DO UPDATE SET balance_minor = s.balance_minor + excluded.balance_minor
                RETURNING s.id
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, recharge_id, posted_at)
                SELECT 'redemption',
                       (SELECT id FROM account
                        WHERE kind = 'voucher_liability' AND owner = '' AND currency = v.currency),
                       credited.id, v.face_value_minor, v.currency, a.id, a.at
                FROM changed v, credited, attempt a
            ), barred AS (
                INSERT INTO terminal_bar (id, channel_id, terminal, reason, barred_by, barred_at)
                SELECT a.id, a.channel_id, a.terminal, 'too many refused recharges', 'platform', a.at
                FROM attempt a, written w
                WHERE w.outcome = 'refused'
                  AND (SELECT count(*) FROM (
                           SELECT FROM recharge r
                           WHERE r.channel_id = a.channel_id AND r.terminal = a.terminal AND r.outcome = 'refused'
                             AND r.created_at > greatest(a.count_from, (
                                 SELECT max(b.lifted_at) FROM terminal_bar b
                                 WHERE b.channel_id = a.channel_id AND b.terminal = a.terminal
                                   AND b.lifted_at IS NOT NULL))
                           LIMIT a.bar_after) AS before) + 1 >= a.bar_after
                ON CONFLICT (channel_id, terminal) WHERE lifted_at IS NULL DO NOTHING
                RETURNING id
            )
            SELECT j.verdict, j.serial_number, j.face_value_minor, j.currency,
                   j.first_id, j.first_reference, j.first_at,
                   EXISTS (SELECT FROM acted) AS acted, EXISTS (SELECT FROM barred) AS barred
            FROM judged j
            """;

    /**
     * The second phase: the charging system has answered. Nothing happens to a recharge that is not pending any more.
     * Parameters: id, whether the number was credited, at.
     */
    static final String SETTLE = """
            WITH settled AS (
                UPDATE recharge r
                SET outcome = n.outcome, settled_at = $3::timestamptz, ask_at = NULL,
                    trace_id = CASE WHEN $2::boolean THEN NULL ELSE r.trace_id END,
                    facts_digest = facts_digest(ARRAY[r.id::text, r.channel_id, r.reference, r.terminal,
                                                      r.request_id::text, r.phone_number, n.outcome, r.serial_number,
                                                      r.first_recharge_id::text, r.amount_minor::text, r.currency])
                FROM (SELECT CASE WHEN $2 THEN 'redeemed' ELSE 'charging_rejected' END AS outcome) AS n
                WHERE r.id = $1 AND r.outcome = 'pending'
                RETURNING r.id, r.channel_id, r.phone_number, r.serial_number
            ), changed AS (
                UPDATE voucher v
                SET state = CASE WHEN $2 THEN 'redeemed' ELSE 'sold' END
                FROM settled s
                WHERE v.serial_number = s.serial_number AND v.state = 'reserved'
                RETURNING v.serial_number, v.state, v.face_value_minor, v.currency, s.id, s.channel_id, s.phone_number
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, phone_number, at)
                SELECT v.serial_number, 'reserved', v.state, v.channel_id,
                       CASE WHEN $2 THEN 'recharge' ELSE 'charging_rejected' END,
                       v.face_value_minor, v.currency, v.channel_id, v.phone_number, $3
                FROM changed v
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, recharge_id, posted_at)
                SELECT 'redemption', d.id, c.id, v.face_value_minor, v.currency, v.id, $3
                FROM changed v
                LEFT JOIN account d ON d.kind = 'voucher_liability' AND d.owner = '' AND d.currency = v.currency
                LEFT JOIN account c ON c.kind = 'charging_settlement' AND c.owner = '' AND c.currency = v.currency
                WHERE $2
            )
            SELECT EXISTS (SELECT FROM settled) AS settled, EXISTS (SELECT FROM changed) AS changed
            """;

    /**
     * Takes pending redemptions whose time has come; who takes them sets the next time, and nobody else sees them until
     * then. Parameters: now, how many at most, first pause and longest pause in milliseconds.
     */
    static final String TAKE_DUE = """
            UPDATE recharge r
            SET ask_at = $1::timestamptz + least($3::bigint * 2 ^ least(r.asks, 30), $4::bigint) * interval '1 millisecond',
                asks = r.asks + 1
            WHERE r.id IN (
                SELECT id FROM recharge
                WHERE outcome = 'pending' AND ask_at <= $1
                ORDER BY ask_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            RETURNING r.id, r.channel_id, r.reference, r.terminal, r.phone_number, r.serial_number, r.amount_minor,
                      r.currency, r.created_at
            """;

    static final String OPEN =
            "SELECT count(*) AS open, min(created_at) AS oldest FROM recharge WHERE outcome = 'pending'";
}
