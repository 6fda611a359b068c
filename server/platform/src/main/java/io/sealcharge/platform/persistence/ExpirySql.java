package io.sealcharge.platform.persistence;

/** Vouchers past their time; for the order of row locks see {@link VoucherSql}. */
final class ExpirySql {
    private ExpirySql() {}

    /**
     * Sold vouchers lose their value to the platform. Those that somebody works on wait, as do those being redeemed,
     * which may come back. Parameters: now, how many at most.
     */
    static final String EXPIRE_SOLD = """
            WITH due AS (
                SELECT serial_number FROM voucher
                WHERE state = 'sold' AND expires_at <= $1::timestamptz
                ORDER BY expires_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED
            ), expired AS (
                UPDATE voucher v
                SET state = 'expired'
                FROM due
                WHERE v.serial_number = due.serial_number
                RETURNING v.serial_number, v.face_value_minor, v.currency, v.channel_id
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, at)
                SELECT serial_number, 'sold', 'expired', 'platform', 'expiry', face_value_minor, currency, channel_id, $1
                FROM expired
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, serial_number, posted_at)
                SELECT 'expiry', d.id, c.id, e.face_value_minor, e.currency, e.serial_number, $1
                FROM expired e
                LEFT JOIN account d ON d.kind = 'voucher_liability' AND d.owner = '' AND d.currency = e.currency
                LEFT JOIN account c ON c.kind = 'expired_value' AND c.owner = '' AND c.currency = e.currency
            )
            SELECT count(*) AS expired FROM expired
            """;

    /** Vouchers of a batch past its time that were never sold: they never had a value. Parameters as above. */
    static final String EXPIRE_UNSOLD = """
            WITH due AS (
                SELECT v.serial_number, v.state
                FROM batch b
                CROSS JOIN LATERAL (
                    SELECT u.serial_number, u.state FROM voucher u
                    WHERE u.batch_id = b.id AND u.state IN ('created', 'available')
                    LIMIT $2
                    FOR UPDATE SKIP LOCKED) AS v
                WHERE b.expires_at <= $1::timestamptz
                LIMIT $2
            ), expired AS (
                UPDATE voucher v
                SET state = 'expired', pin_box = NULL, pin_box_epoch = NULL
                FROM due
                WHERE v.serial_number = due.serial_number
                RETURNING v.serial_number, due.state AS from_state, v.face_value_minor, v.currency
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             at)
                SELECT serial_number, from_state, 'expired', 'platform', 'expiry', face_value_minor, currency, $1
                FROM expired
            )
            SELECT count(*) AS expired FROM expired
            """;
}
