package io.sealcharge.platform.persistence;

/**
 * Statements of {@link PgBatchWorkStore}. Each locks the batch before its vouchers, and does nothing unless the batch
 * stands where the worker believes and is still the worker's.
 */
final class BatchWorkSql {
    private BatchWorkSql() {}

    /** Parameters: worker, seconds of the lease, batches to be left alone. */
    static final String TAKE = """
            UPDATE batch b
            SET worker = $1, lease_until = now() + make_interval(secs => $2)
            FROM product p
            WHERE p.id = b.product_id AND b.id = (
                SELECT id FROM batch
                WHERE task IS NOT NULL AND task <> 'import' AND id <> ALL ($3::text[])
                  AND (lease_until IS NULL OR lease_until <= now() OR worker = $1)
                ORDER BY created_at
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING
            """ + BatchSql.COLUMNS + """
                   , p.pin_length, p.pin_check_digit, p.serial_length, p.face_value_minor
            """;

    /**
     * The next piece of a batch that is generated. Parameters: batch, worker, produced so far, seconds of the lease,
     * serial numbers, indexes to be stored, their epochs, boxes, their epochs, indexes under older epochs, at.
     */
    static final String ADD = """
            WITH known AS (
                SELECT EXISTS (SELECT FROM voucher WHERE pin_index = ANY ($10::bytea[])) AS collides
            ), progressed AS (
                UPDATE batch b
                SET produced = b.produced + cardinality($5::text[]),
                    task_done = b.produced + cardinality($5::text[]),
                    task = CASE WHEN b.produced + cardinality($5::text[]) < b.quantity THEN b.task END,
                    asked_by = CASE WHEN b.produced + cardinality($5::text[]) < b.quantity THEN b.asked_by END,
                    asked_reason = CASE WHEN b.produced + cardinality($5::text[]) < b.quantity THEN b.asked_reason END,
                    worker = CASE WHEN b.produced + cardinality($5::text[]) < b.quantity THEN b.worker END,
                    lease_until = CASE WHEN b.produced + cardinality($5::text[]) < b.quantity
                                       THEN now() + make_interval(secs => $4) END
                FROM known k
                WHERE b.id = $1 AND b.task = 'generate' AND b.worker = $2 AND b.lease_until > now()
                  AND b.produced = $3 AND NOT k.collides
                RETURNING b.id, b.product_id, b.expires_at
            ), added AS (
                INSERT INTO voucher (serial_number, product_id, state, face_value_minor, currency, pin_index,
                                     pin_index_epoch, pin_box, pin_box_epoch, batch_id, batch_ordinal, expires_at)
                SELECT v.serial_number, b.product_id, 'created', p.face_value_minor, p.currency, v.pin_index,
                       v.pin_index_epoch, v.pin_box, v.pin_box_epoch, b.id, $3 + v.ordinal, b.expires_at
                FROM progressed b
                JOIN product p ON p.id = b.product_id
                CROSS JOIN unnest($5::text[], $6::bytea[], $7::integer[], $8::bytea[], $9::integer[]) WITH ORDINALITY
                           AS v (serial_number, pin_index, pin_index_epoch, pin_box, pin_box_epoch, ordinal)
                RETURNING serial_number, face_value_minor, currency, batch_id
            ), history AS (
                INSERT INTO voucher_history (serial_number, to_state, actor, reason, amount_minor, currency, at)
                SELECT a.serial_number, 'created', asked.actor, 'generation', a.face_value_minor, a.currency,
                       $11::timestamptz
                FROM added a
                CROSS JOIN (SELECT asked_by AS actor FROM batch WHERE id = $1) asked
            )
            SELECT EXISTS (SELECT FROM progressed) AS written, k.collides
            FROM known k
            """;

    /** Parameters: batch, place of the last one known, how many at most. */
    static final String VOUCHERS = """
            SELECT batch_ordinal, serial_number, state, face_value_minor, pin_index, pin_index_epoch, pin_box,
                   pin_box_epoch
            FROM voucher
            WHERE batch_id = $1 AND batch_ordinal > $2
            ORDER BY batch_ordinal
            LIMIT $3
            """;

    /** Parameters: batch, worker, done so far, seconds of the lease, how many. */
    static final String CHECKED = """
            UPDATE batch
            SET task_done = task_done + $5, lease_until = now() + make_interval(secs => $4)
            WHERE id = $1 AND task = 'validate' AND worker = $2 AND lease_until > now() AND task_done = $3
            """;

    /** The second pass of validating. Parameters: batch, worker, done so far, seconds of the lease, how many, at. */
    static final String RELEASE = """
            WITH asked AS (
                SELECT id, asked_by, asked_reason, task_done + $5 = 2 * produced AS ends, produced
                FROM batch
                WHERE id = $1 AND task = 'validate' AND worker = $2 AND lease_until > now() AND task_done = $3
                FOR NO KEY UPDATE
            ), progressed AS (
                UPDATE batch b
                SET task_done = b.task_done + $5,
                    state = CASE WHEN a.ends THEN 'validated' ELSE b.state END,
                    task = CASE WHEN NOT a.ends THEN b.task END,
                    asked_by = CASE WHEN NOT a.ends THEN b.asked_by END,
                    asked_reason = CASE WHEN NOT a.ends THEN b.asked_reason END,
                    worker = CASE WHEN NOT a.ends THEN b.worker END,
                    lease_until = CASE WHEN NOT a.ends THEN now() + make_interval(secs => $4) END
                FROM asked a
                WHERE b.id = a.id
                RETURNING b.id, a.asked_by, a.asked_reason, a.ends, a.produced
            ), moved AS (
                UPDATE voucher v
                SET state = 'available'
                FROM progressed b
                WHERE v.batch_id = b.id AND v.state = 'created'
                  AND v.batch_ordinal > $3 - b.produced AND v.batch_ordinal <= $3 - b.produced + $5
                RETURNING v.serial_number, v.face_value_minor, v.currency, b.asked_by
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             at)
                SELECT m.serial_number, 'created', 'available', m.asked_by, 'validation', m.face_value_minor, m.currency,
                       $6::timestamptz
                FROM moved m
            ), recorded AS (
                INSERT INTO batch_history (batch_id, from_state, to_state, actor, reason, at)
                SELECT b.id, 'draft', 'validated', b.asked_by, b.asked_reason, $6::timestamptz
                FROM progressed b
                WHERE b.ends
            )
            SELECT id FROM progressed
            """;

    /**
     * Also those that a node has claimed: of a batch that is given up nothing is sold, and the sale looks at the
     * voucher's state. Parameters: batch, worker, done so far, seconds of the lease, how many, at.
     */
    static final String TAKE_BACK = """
            WITH asked AS (
                SELECT id, asked_by, asked_reason, task_done + $5 >= produced AS ends
                FROM batch
                WHERE id = $1 AND task = 'void' AND worker = $2 AND lease_until > now() AND task_done = $3
                FOR NO KEY UPDATE
            ), progressed AS (
                UPDATE batch b
                SET task_done = b.task_done + $5,
                    task = CASE WHEN NOT a.ends THEN b.task END,
                    asked_by = CASE WHEN NOT a.ends THEN b.asked_by END,
                    asked_reason = CASE WHEN NOT a.ends THEN b.asked_reason END,
                    worker = CASE WHEN NOT a.ends THEN b.worker END,
                    lease_until = CASE WHEN NOT a.ends THEN now() + make_interval(secs => $4) END
                FROM asked a
                WHERE b.id = a.id
                RETURNING b.id, a.asked_by, a.asked_reason
            ), unsold AS (
                SELECT v.serial_number, v.state, b.asked_by, b.asked_reason
                FROM voucher v, progressed b
                WHERE v.batch_id = b.id AND v.batch_ordinal > $3 AND v.batch_ordinal <= $3 + $5
                  AND v.state IN ('created', 'available', 'claimed')
                ORDER BY v.serial_number
                FOR UPDATE OF v
            ), moved AS (
                UPDATE voucher v
                SET state = 'returned', pin_box = NULL, pin_box_epoch = NULL, claimed_by = NULL, lease_until = NULL
                FROM unsold u
                WHERE v.serial_number = u.serial_number
                RETURNING v.serial_number, v.face_value_minor, v.currency, u.state AS before, u.asked_by, u.asked_reason
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             at, remark)
                SELECT m.serial_number, m.before, 'returned', m.asked_by, 'batch_void', m.face_value_minor, m.currency,
                       $6::timestamptz, m.asked_reason
                FROM moved m
            )
            SELECT id FROM progressed
            """;

    /** Parameters: batch, worker, why, at. */
    static final String GIVE_UP = """
            WITH ended AS (
                UPDATE batch
                SET task = NULL, task_done = 0, asked_by = NULL, asked_reason = NULL, worker = NULL, lease_until = NULL
                WHERE id = $1 AND task IS NOT NULL AND worker = $2 AND lease_until > now()
                RETURNING id, state
            )
            INSERT INTO batch_history (batch_id, from_state, to_state, actor, reason, at)
            SELECT e.id, e.state, e.state, 'platform', $3, $4::timestamptz
            FROM ended e
            RETURNING batch_id
            """;
}
