package io.sealcharge.platform.persistence;

/** Statements of {@link PgBatchImportStore}. */
final class BatchImportSql {
    private BatchImportSql() {}

    /**
     * Gives one row, or none if there is such a batch, no such product, or the expiry is over. Parameters: id, product,
     * expires at, request digest, actor, attempt, seconds of the lease, at.
     */
    static final String CREATE = """
            WITH made AS (
                INSERT INTO batch (id, product_id, origin, state, task, asked_by, asked_reason, worker, lease_until,
                                   quantity, expires_at, request_digest, created_at)
                SELECT $1::text, p.id, 'imported', 'draft', 'import', $5::text, 'imported', $6,
                       now() + make_interval(secs => $7), 0, $3::timestamptz, $4, $8::timestamptz
                FROM product p
                WHERE p.id = $2 AND ($3::timestamptz IS NULL OR $3::timestamptz > $8::timestamptz)
                ON CONFLICT DO NOTHING
                RETURNING id, created_at
            ), history AS (
                INSERT INTO batch_history (batch_id, to_state, actor, reason, at)
                SELECT m.id, 'draft', $5::text, 'imported', m.created_at
                FROM made m
            )
            SELECT id FROM made
            """;

    /** Parameter: id. */
    static final String FIND = "SELECT " + BatchSql.COLUMNS + """
                   , b.worker, p.pin_length, p.pin_check_digit, p.serial_length
            FROM batch b
            JOIN product p ON p.id = b.product_id
            WHERE b.id = $1
            """;

    /** Parameters: id, attempt, seconds of the lease. */
    static final String TAKE_OVER = """
            UPDATE batch
            SET worker = $2, lease_until = now() + make_interval(secs => $3)
            WHERE id = $1 AND task = 'import'
            """;

    /**
     * The next rows of a file. Parameters: batch, attempt, lines judged, last line of these rows, seconds of the lease,
     * lines of the rows that keep the rules, their serial numbers, indexes to be stored, epochs, boxes, epochs, then
     * lines and indexes under older epochs, then lines and rules of the rows that break one, at.
     */
    static final String ADD = """
            WITH held AS (
                SELECT id, product_id, expires_at, produced, asked_by
                FROM batch
                WHERE id = $1 AND task = 'import' AND worker = $2 AND task_done = $3
                FOR NO KEY UPDATE
            ), sent AS (
                SELECT line, serial_number, pin_index, pin_index_epoch, pin_box, pin_box_epoch
                FROM unnest($6::integer[], $7::text[], $8::bytea[], $9::integer[], $10::bytea[], $11::integer[])
                     AS s (line, serial_number, pin_index, pin_index_epoch, pin_box, pin_box_epoch)
            ), pin_exists AS (
                SELECT c.line
                FROM (SELECT line, pin_index FROM sent
                      UNION ALL
                      SELECT line, pin_index FROM unnest($12::integer[], $13::bytea[]) AS o (line, pin_index)) c
                JOIN voucher v ON v.pin_index = c.pin_index
            ), judged AS (
                SELECT s.*,
                       CASE WHEN EXISTS (SELECT FROM voucher v WHERE v.serial_number = s.serial_number)
                                THEN 'serial_exists'
                            WHEN s.line IN (SELECT line FROM pin_exists) THEN 'pin_exists' END AS rule
                FROM sent s
            ), fit AS (
                SELECT j.*, row_number() OVER (ORDER BY j.line) AS nth
                FROM judged j
                WHERE j.rule IS NULL
            ), added AS (
                INSERT INTO voucher (serial_number, product_id, state, face_value_minor, currency, pin_index,
                                     pin_index_epoch, pin_box, pin_box_epoch, batch_id, batch_ordinal, expires_at)
                SELECT f.serial_number, h.product_id, 'created', p.face_value_minor, p.currency, f.pin_index,
                       f.pin_index_epoch, f.pin_box, f.pin_box_epoch, h.id, h.produced + f.nth, h.expires_at
                FROM held h
                JOIN product p ON p.id = h.product_id
                CROSS JOIN fit f
                RETURNING serial_number, face_value_minor, currency
            ), history AS (
                INSERT INTO voucher_history (serial_number, to_state, actor, reason, amount_minor, currency, at)
                SELECT a.serial_number, 'created', h.asked_by, 'import', a.face_value_minor, a.currency, $16::timestamptz
                FROM added a, held h
            ), refused AS (
                INSERT INTO batch_refusal (batch_id, line, rule)
                SELECT h.id, r.line, r.rule
                FROM held h
                CROSS JOIN (SELECT line, rule FROM judged WHERE rule IS NOT NULL
                            UNION ALL
                            SELECT line, rule FROM unnest($14::integer[], $15::text[]) AS r (line, rule)) r
            ), progressed AS (
                UPDATE batch b
                SET task_done = $4, quantity = h.produced + (SELECT count(*) FROM fit),
                    produced = h.produced + (SELECT count(*) FROM fit),
                    lease_until = now() + make_interval(secs => $5)
                FROM held h
                WHERE b.id = h.id
                RETURNING b.id
            )
            SELECT id FROM progressed
            """;

    /** Parameters: batch, attempt. */
    static final String FINISH = """
            UPDATE batch
            SET task = NULL, asked_by = NULL, asked_reason = NULL, worker = NULL, lease_until = NULL
            WHERE id = $1 AND task = 'import' AND worker = $2
            """;
}
