package io.sealcharge.platform.persistence;

/** Statements of {@link PgBatchStore}. */
final class BatchSql {
    private BatchSql() {}

    static final String COLUMNS = """
            b.id, b.product_id, b.origin, b.state, b.task, b.task_done, b.quantity, b.produced, b.expires_at,
                   b.created_at, b.request_digest,
                   (SELECT count(*) FROM batch_refusal r WHERE r.batch_id = b.id) AS refused
            """;

    /** Parameter: id. */
    static final String FIND = "SELECT " + COLUMNS + "FROM batch b WHERE b.id = $1";

    /** Parameters: id of the last one known, how many at most. */
    static final String LIST = "SELECT " + COLUMNS + "FROM batch b WHERE b.id > $1 ORDER BY b.id LIMIT $2";

    /** Parameter: id. */
    static final String HISTORY =
            "SELECT from_state, to_state, actor, reason, at FROM batch_history WHERE batch_id = $1 ORDER BY id";

    /** Parameters: id, line of the last one known, how many at most. */
    static final String REFUSALS =
            "SELECT line, rule FROM batch_refusal WHERE batch_id = $1 AND line > $2 ORDER BY line LIMIT $3";

    /**
     * Gives one row, or none if there is such a batch, no such product, or the expiry is over. Parameters: id, product,
     * quantity, expires at, request digest, actor, at, reason.
     */
    static final String CREATE = """
            WITH made AS (
                INSERT INTO batch (id, product_id, origin, state, task, asked_by, asked_reason, quantity, expires_at,
                                   request_digest, created_at)
                SELECT $1::text, p.id, 'generated', 'draft', 'generate', $6::text, $8::text, $3, $4::timestamptz, $5,
                       $7::timestamptz
                FROM product p
                WHERE p.id = $2 AND ($4::timestamptz IS NULL OR $4::timestamptz > $7::timestamptz)
                ON CONFLICT DO NOTHING
                RETURNING id, created_at
            ), history AS (
                INSERT INTO batch_history (batch_id, to_state, actor, reason, at)
                SELECT m.id, 'draft', $6::text, $8::text, m.created_at
                FROM made m
            )
            SELECT id FROM made
            """;

    /**
     * A change of state that is done at once. A batch that is given up gets the task to take back what was not sold,
     * whatever else was being done to it. Parameters: id, to, from, actor, reason, at.
     */
    static final String CHANGE = """
            WITH changed AS (
                UPDATE batch b
                SET state = $2::text,
                    task = CASE WHEN $2::text = 'void' AND b.produced > 0 THEN 'void' END,
                    task_done = 0,
                    asked_by = CASE WHEN $2::text = 'void' AND b.produced > 0 THEN $4::text END,
                    asked_reason = CASE WHEN $2::text = 'void' AND b.produced > 0 THEN $5::text END,
                    worker = NULL, lease_until = NULL
                WHERE b.id = $1 AND b.state = $3::text AND ($2::text = 'void' OR b.task IS NULL)
                RETURNING b.id
            )
            INSERT INTO batch_history (batch_id, from_state, to_state, actor, reason, at)
            SELECT c.id, $3::text, $2::text, $4::text, $5::text, $6::timestamptz
            FROM changed c
            RETURNING batch_id
            """;

    /** Sets the task that validates a whole draft. Parameters: id, actor, reason. */
    static final String VALIDATE = """
            UPDATE batch
            SET task = 'validate', task_done = 0, asked_by = $2, asked_reason = $3
            WHERE id = $1 AND state = 'draft' AND task IS NULL AND produced = quantity AND produced > 0
            """;

    /**
     * One row per product that is sold from stock or has a batch. Of drafts and validated batches nothing was sold;
     * what is left of the others is counted in the index of the stock.
     */
    static final String LEVELS = """
            WITH left_over AS (
                SELECT batch_id, count(*) AS vouchers
                FROM voucher
                WHERE state IN ('created', 'available')
                GROUP BY batch_id
            ), claimed AS (
                SELECT product_id, count(*) AS vouchers
                FROM voucher
                WHERE state = 'claimed'
                GROUP BY product_id
            ), batches AS (
                SELECT b.product_id,
                       sum(CASE WHEN b.state = 'active' AND (b.expires_at IS NULL OR b.expires_at > now())
                                THEN l.vouchers END) AS available,
                       sum(CASE WHEN b.state IN ('draft', 'validated') THEN b.produced
                                WHEN b.state = 'locked' THEN l.vouchers END) AS held
                FROM batch b
                LEFT JOIN left_over l ON l.batch_id = b.id
                GROUP BY b.product_id
            )
            SELECT p.id, p.source = 'stock' AND p.active AS from_stock, coalesce(b.available, 0)::bigint AS available,
                   coalesce(c.vouchers, 0)::bigint AS claimed, coalesce(b.held, 0)::bigint AS held
            FROM product p
            LEFT JOIN batches b ON b.product_id = p.id
            LEFT JOIN claimed c ON c.product_id = p.id
            WHERE p.source = 'stock' OR b.product_id IS NOT NULL
            ORDER BY p.id
            """;
}
