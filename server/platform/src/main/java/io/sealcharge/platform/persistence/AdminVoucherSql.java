package io.sealcharge.platform.persistence;

/** Statements of {@link PgAdminVoucherStore}. */
final class AdminVoucherSql {
    private AdminVoucherSql() {}

    /** Parameter: serial number. */
    static final String FIND = """
            SELECT v.serial_number, v.product_id, v.state, v.face_value_minor, v.currency, v.expires_at, v.batch_id,
                   v.channel_id, v.purchase_id, v.replaces,
                   (SELECT r.serial_number FROM voucher r WHERE r.replaces = v.serial_number) AS replaced_by
            FROM voucher v
            WHERE v.serial_number = $1
            """;

    /** The newest first. Parameters: serial number, how many at most. */
    static final String HISTORY = """
            SELECT from_state, to_state, actor, reason, remark, amount_minor, currency, channel_id, phone_number, at
            FROM voucher_history
            WHERE serial_number = $1
            ORDER BY id DESC
            LIMIT $2
            """;

    /** Parameter: serial number. */
    static final String LOCK = "SELECT state FROM voucher WHERE serial_number = $1 FOR UPDATE";

    /** Its PIN box goes with it. Parameters: serial number, the state before, by, reason, at. */
    static final String BLOCK = """
            WITH blocked AS (
                UPDATE voucher SET state = 'blocked', pin_box = NULL, pin_box_epoch = NULL
                WHERE serial_number = $1
                RETURNING serial_number, face_value_minor, currency, channel_id
            )
            INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, remark, amount_minor,
                                         currency, channel_id, at)
            SELECT serial_number, $2, 'blocked', $3::text, 'operator', $4, face_value_minor, currency, channel_id, $5
            FROM blocked
            """;
}
