package io.sealcharge.platform.persistence;

/** Judging and writing a recharge; for the order of row locks see {@link VoucherSql}. */
final class RedeemSql {
    private RedeemSql() {}

    private static final String LOCKED = """
            WITH attempt AS (
                SELECT a.*
                FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::text[],
                            $8::boolean[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::integer[],
                            $13::timestamptz[], $14::integer[], $15::integer[])
                    WITH ORDINALITY AS a (id, channel_id, reference, request_digest, terminal, kid, phone_number,
                                          bound, trace_id, at, count_from, bar_after,
                                          ask_at, first_candidate, last_candidate, n)
            ), begun AS (
                SELECT a.*, q.id AS request_id, q.key_kind, q.terminal_id, q.key_generation
                FROM attempt a
                CROSS JOIN LATERAL (SELECT active FROM channel WHERE id = a.channel_id OFFSET 0) AS c
                CROSS JOIN LATERAL (
                    SELECT q.id, q.kid, q.terminal, q.state, q.expires_at, q.key_kind, q.terminal_id, q.key_generation
                    FROM recharge_request q
                    WHERE q.channel_id = a.channel_id AND q.reference = a.reference
                    OFFSET 0) AS q
                LEFT JOIN LATERAL (
                    SELECT b.id FROM terminal_bar b
                    WHERE b.channel_id = a.channel_id AND b.terminal = a.terminal AND b.lifted_at IS NULL
                    LIMIT 1) AS b ON true
                WHERE c.active AND q.kid = a.kid AND q.terminal = a.terminal AND q.state = 'outstanding'
                  AND q.expires_at > a.at AND b.id IS NULL
            ), shared AS (
                SELECT k.terminal_id, k.generation, k.state, k.opened
                FROM terminal_key k
                WHERE k.terminal_id = ANY (ARRAY(SELECT terminal_id FROM begun WHERE key_kind = 'terminal'))
                  AND k.generation = ANY (ARRAY(SELECT key_generation FROM begun WHERE key_kind = 'terminal'))
                ORDER BY k.terminal_id, k.generation
                FOR NO KEY UPDATE
            ), locked AS (
                SELECT q.id, q.state
                FROM recharge_request q
                WHERE q.id = ANY (ARRAY(
                    SELECT request_id FROM begun
                    WHERE key_kind <> 'terminal'
                       OR (terminal_id, key_generation) IN (SELECT terminal_id, generation FROM shared
                                                            WHERE state <> 'revoked' AND opened < 4294967296)))
                ORDER BY q.id
                FOR UPDATE
            ), key AS (
                SELECT * FROM begun WHERE request_id = ANY (ARRAY(SELECT id FROM locked WHERE state = 'outstanding'))
            )""";

    private static final String JUDGED = """
            , judged AS (
                SELECT a.*, v.serial_number, v.face_value_minor, v.currency, f.id AS first_id,
                       f.reference AS first_reference, coalesce(f.settled_at, f.created_at) AS first_at,
                       CASE
                           WHEN v.vouchers > 1 THEN 'pin_ambiguous'
                           WHEN NOT a.bound THEN 'not_bound'
                           WHEN v.serial_number IS NULL THEN 'pin_unknown'
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
                FROM key a
                LEFT JOIN LATERAL (
                    SELECT v.serial_number, v.state, v.face_value_minor, v.currency, v.expires_at,
                           v.batch_id IS NULL OR b.state = 'active' AS batch_open, count(*) OVER () AS vouchers
                    FROM unnest(($16::bytea[])[a.first_candidate:a.last_candidate],
                                ($17::integer[])[a.first_candidate:a.last_candidate]) AS i (pin_index, epoch)
                    CROSS JOIN LATERAL (SELECT * FROM voucher WHERE pin_index = i.pin_index OFFSET 0) AS v
                    LEFT JOIN LATERAL (SELECT state FROM batch WHERE id = v.batch_id OFFSET 0) AS b ON true
                    WHERE v.pin_index_epoch = i.epoch
                    LIMIT 1) AS v ON true
                LEFT JOIN LATERAL (
                    SELECT * FROM recharge
                    WHERE serial_number = v.serial_number AND outcome IN ('pending', 'redeemed')
                    OFFSET 0) AS f ON true
            ), contested AS (
                SELECT v.serial_number, v.state
                FROM voucher v
                WHERE v.serial_number = ANY (ARRAY(SELECT serial_number FROM judged WHERE verdict = 'redeemed'))
                ORDER BY v.serial_number
                FOR NO KEY UPDATE
            ), changed AS (
                UPDATE voucher
                SET state = CASE WHEN serial_number = ANY (ARRAY(SELECT serial_number FROM judged
                                                                 WHERE verdict = 'redeemed' AND ask_at IS NOT NULL))
                                 THEN 'reserved' ELSE 'redeemed' END
                WHERE serial_number = ANY (ARRAY(SELECT serial_number FROM contested WHERE state = 'sold'))
                RETURNING serial_number
            ), ended AS (
                -- no outcome: nothing is written
                SELECT j.*, o.outcome, o.outcome IN ('redeemed', 'pending') AS taken, o.outcome = 'redeemed' AS credited
                FROM judged j
                CROSS JOIN LATERAL (
                    SELECT CASE
                               WHEN j.verdict = 'already_redeemed_by_you' THEN j.verdict
                               WHEN j.verdict = 'being_redeemed_by_you' THEN NULL
                               WHEN j.verdict <> 'redeemed' THEN 'refused'
                               WHEN j.serial_number <> ALL (ARRAY(SELECT serial_number FROM changed)) THEN NULL
                               WHEN j.ask_at IS NULL THEN 'redeemed'
                               ELSE 'pending'
                           END AS outcome
                    OFFSET 0) AS o
            )""";

    private static final String WRITTEN = """
            , counted AS (
                UPDATE terminal_key
                SET opened = opened + 1
                WHERE terminal_id = ANY (ARRAY(SELECT terminal_id FROM shared))
                  AND generation = ANY (ARRAY(SELECT generation FROM shared))
                  AND (terminal_id, generation) IN (SELECT terminal_id, key_generation FROM ended
                                                    WHERE outcome IS NOT NULL AND key_kind = 'terminal')
            ), spent AS (
                UPDATE recharge_request
                SET state = 'used', wrapped_private_key = NULL
                WHERE id = ANY (ARRAY(SELECT request_id FROM ended WHERE outcome IS NOT NULL))
            ), written AS (
                INSERT INTO recharge (id, channel_id, reference, request_digest, terminal, request_id, phone_number,
                                      outcome, refused_because, trace_id, serial_number, first_recharge_id,
                                      amount_minor, currency, charging, ask_at, created_at, facts_digest)
                SELECT e.id, e.channel_id, e.reference, e.request_digest, e.terminal, e.request_id, e.phone_number,
                       e.outcome, w.refused_because, w.trace_id, w.serial_number, w.first_id, w.amount_minor, w.currency,
                       CASE WHEN e.outcome = 'pending' THEN 'external' ELSE 'embedded' END,
                       CASE WHEN e.outcome = 'pending' THEN e.ask_at END,
                       e.at,
                       facts_digest(ARRAY[e.id::text, e.channel_id, e.reference, e.terminal, e.request_id::text,
                                          e.phone_number, e.outcome, w.serial_number, w.first_id::text,
                                          w.amount_minor::text, w.currency])
                FROM ended e
                CROSS JOIN LATERAL (
                    SELECT CASE WHEN e.outcome = 'refused' THEN e.verdict END AS refused_because,
                           CASE WHEN e.outcome IN ('refused', 'pending') THEN e.trace_id END AS trace_id,
                           CASE WHEN e.outcome <> 'refused' THEN e.serial_number END AS serial_number,
                           CASE WHEN e.outcome = 'already_redeemed_by_you' THEN e.first_id END AS first_id,
                           CASE WHEN e.taken THEN e.face_value_minor END AS amount_minor,
                           CASE WHEN e.taken THEN e.currency END AS currency) AS w
                WHERE e.outcome IS NOT NULL
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, phone_number, at)
                SELECT e.serial_number, 'sold', CASE WHEN e.credited THEN 'redeemed' ELSE 'reserved' END,
                       e.channel_id, CASE WHEN e.credited THEN 'recharge' ELSE 'reservation' END,
                       e.face_value_minor, e.currency, e.channel_id, e.phone_number, e.at
                FROM ended e
                WHERE e.taken
                ORDER BY e.n
            ), credited AS (
                INSERT INTO account AS s (kind, owner, currency, balance_minor)
                SELECT 'subscriber', e.phone_number, e.currency, sum(e.face_value_minor)
                FROM ended e
                WHERE e.credited
                GROUP BY e.phone_number, e.currency
                ORDER BY e.phone_number, e.currency
                ON CONFLICT ON CONSTRAINT account_owner_once
                    DO UPDATE SET balance_minor = s.balance_minor + excluded.balance_minor
                RETURNING s.id, s.owner, s.currency
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, recharge_id, posted_at)
                SELECT 'redemption',
                       (SELECT id FROM account
                        WHERE kind = 'voucher_liability' AND owner = '' AND currency = e.currency),
                       c.ids[array_position(c.owners, e.phone_number || e.currency)], e.face_value_minor, e.currency,
                       e.id, e.at
                FROM ended e
                CROSS JOIN (SELECT array_agg(id) AS ids, array_agg(owner || currency) AS owners FROM credited) AS c
                WHERE e.credited
                ORDER BY e.n
            ), barred AS (
                INSERT INTO terminal_bar (id, channel_id, terminal, reason, barred_by, barred_at)
                SELECT e.id, e.channel_id, e.terminal, 'too many refused recharges', 'platform', e.at
                FROM ended e
                WHERE e.outcome = 'refused'
                  AND (SELECT count(*) FROM (
                           SELECT FROM recharge r
                           WHERE r.channel_id = e.channel_id AND r.terminal = e.terminal AND r.outcome = 'refused'
                             AND r.created_at > greatest(e.count_from, (
                                 SELECT max(b.lifted_at) FROM terminal_bar b
                                 WHERE b.channel_id = e.channel_id AND b.terminal = e.terminal
                                   AND b.lifted_at IS NOT NULL))
                           ORDER BY r.created_at
                           LIMIT e.bar_after) AS before) + 1 >= e.bar_after
                ORDER BY e.channel_id, e.terminal
                ON CONFLICT (channel_id, terminal) WHERE lifted_at IS NULL DO NOTHING
                RETURNING id
            )
            SELECT e.n, e.verdict, e.serial_number, e.face_value_minor, e.currency, e.first_id, e.first_reference,
                   e.first_at, e.outcome IS NOT NULL AS acted, e.id = ANY (ARRAY(SELECT id FROM barred)) AS barred
            FROM ended e
            """;

    /**
     * Recharges in one statement. The requests' keys are locked, the vouchers judged as the statement's beginning saw
     * them, and each changed only if it is still sold; everything else hangs on that. No row comes back for an attempt
     * whose key could not be used; a row that did not act says that the voucher is being redeemed by the same channel for
     * the same number, or else that it was changed meanwhile: then the attempt is to be judged again. In both cases
     * nothing was written for it. All refusals take the same steps. Under a shared key one more message is counted; one
     * that is revoked or has opened as many as it may is as if it were not there.
     *
     * <p>A terminal's requests follow each other, since only one of them is outstanding: so the refusals before this one
     * are seen, and the last one that is permitted bars the terminal. The bar has the recharge's id.
     *
     * <p>What is locked is named by its key in an array, and what is looked into stands behind a fence (see {@link
     * RechargeRequestSql#STANDING}). Parameters, arrays with an element for each attempt: id, channel, reference, request
     * digest, terminal, kid, phone number, whether it is bound, trace id, at, when the window of refusals begins, how many
     * bar, when to ask the charging system if it credits the number, and the places of its first and last candidate, from
     * 1, in the arrays of all candidates: PIN index, epoch. No two attempts have the same reference or terminal of a
     * channel, the same shared key, or a candidate in common.
     */
    static final String REDEEM = LOCKED + JUDGED + WRITTEN;

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
