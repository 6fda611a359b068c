package io.sealcharge.platform.persistence;

/** Statements of {@link PgStockStore}; for the order of row locks see {@link VoucherSql}. */
final class StockSql {
    private StockSql() {}

    /**
     * Claims vouchers batch by batch, each in the order of serial numbers, from a place on: entries of the index that sold
     * vouchers have left behind are not met again. What others are claiming is passed over. Serial numbers go into the
     * update as an array, so that no plan reads through the table for them. Parameters: product, batch, its end and the
     * serial number after which to begin or nulls, how many at most, node, seconds of the lease, at.
     */
    static final String CLAIM = """
            WITH picked AS (
                SELECT v.serial_number
                FROM (SELECT b.id
                      FROM batch b
                      WHERE b.product_id = $1 AND b.state = 'active'
                        AND (b.expires_at IS NULL OR b.expires_at > $8::timestamptz)
                        AND ($2::text IS NULL
                             OR (coalesce(b.expires_at, 'infinity'), b.id::text)
                                >= (coalesce($3::timestamptz, 'infinity'), $2::text))
                      ORDER BY coalesce(b.expires_at, 'infinity'), b.id::text) AS b
                CROSS JOIN LATERAL (
                    SELECT u.serial_number
                    FROM voucher u
                    WHERE u.batch_id = b.id AND u.state = 'available'
                      AND u.serial_number > CASE WHEN b.id = $2::text THEN $4::text ELSE '' END
                    ORDER BY u.serial_number
                    LIMIT $5
                    FOR NO KEY UPDATE SKIP LOCKED) AS v
                LIMIT $5
            ), claimed AS (
                UPDATE voucher v
                SET state = 'claimed', claimed_by = $6::uuid, lease_until = now() + make_interval(secs => $7)
                WHERE v.serial_number = ANY (ARRAY(SELECT serial_number FROM picked))
                RETURNING v.serial_number, v.batch_id, v.face_value_minor, v.currency, v.expires_at, v.pin_box,
                          v.pin_box_epoch
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             at)
                SELECT serial_number, 'available', 'claimed', 'platform', 'claim', face_value_minor, currency,
                       $8::timestamptz
                FROM claimed
            )
            SELECT * FROM claimed ORDER BY serial_number
            """;

    private static final String FREE = """
            , freed AS (
                UPDATE voucher v
                SET state = 'available', claimed_by = NULL, lease_until = NULL
                WHERE v.serial_number = ANY (ARRAY(SELECT serial_number FROM ended))
                RETURNING v.serial_number, v.face_value_minor, v.currency
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             at)
                SELECT serial_number, 'claimed', 'available', 'platform', 'release', face_value_minor, currency,
                       $1::timestamptz
                FROM freed
            )
            SELECT count(*) AS freed FROM freed
            """;

    /** Parameters: at, node, serial numbers. */
    static final String RELEASE = """
            WITH ended AS (
                SELECT serial_number
                FROM voucher
                WHERE serial_number = ANY ($3::text[]) AND state = 'claimed' AND claimed_by = $2
                ORDER BY serial_number
                FOR NO KEY UPDATE
            )""" + FREE;

    /** Parameters: at, how many at most. */
    static final String RELEASE_EXPIRED = """
            WITH ended AS (
                SELECT serial_number
                FROM voucher
                WHERE state = 'claimed' AND lease_until <= now()
                ORDER BY lease_until
                LIMIT $2
                FOR NO KEY UPDATE SKIP LOCKED
            )""" + FREE;

    /** Parameters: at, node, serial numbers, why. */
    static final String BLOCK = """
            WITH spoiled AS (
                SELECT serial_number
                FROM voucher
                WHERE serial_number = ANY ($3::text[]) AND state = 'claimed' AND claimed_by = $2
                ORDER BY serial_number
                FOR NO KEY UPDATE
            ), blocked AS (
                UPDATE voucher v
                SET state = 'blocked', pin_box = NULL, pin_box_epoch = NULL, claimed_by = NULL, lease_until = NULL
                WHERE v.serial_number = ANY (ARRAY(SELECT serial_number FROM spoiled))
                RETURNING v.serial_number, v.face_value_minor, v.currency
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, remark, amount_minor,
                                             currency, at)
                SELECT serial_number, 'claimed', 'blocked', 'platform', 'operator', $4, face_value_minor, currency,
                       $1::timestamptz
                FROM blocked
            )
            SELECT count(*) AS blocked FROM blocked
            """;
}
