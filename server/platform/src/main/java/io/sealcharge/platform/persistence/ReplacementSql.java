package io.sealcharge.platform.persistence;

/** Statements of {@link PgReplacementStore}. */
final class ReplacementSql {
    private ReplacementSql() {}

    /** Parameters: channel, reference. */
    static final String FIND = """
            SELECT r.id, r.channel_id, r.reference, r.request_digest, r.purchase_id, r.old_serial, r.created_at,
                   v.serial_number, v.face_value_minor, v.currency, v.expires_at, v.envelope
            FROM replacement r
            JOIN voucher v ON v.serial_number = r.new_serial
            WHERE r.channel_id = $1 AND r.reference = $2
            """;

    /** Parameters: channel, purchase, serial number. */
    static final String FIND_CANDIDATE = """
            SELECT v.serial_number, v.state, v.face_value_minor, v.currency, v.expires_at,
                   v.batch_id IS NULL OR b.state = 'active' AS batch_open,
                   p.pin_length, p.pin_check_digit, p.serial_length
            FROM voucher v
            JOIN product p ON p.id = v.product_id
            LEFT JOIN batch b ON b.id = v.batch_id
            WHERE v.serial_number = $3 AND v.channel_id = $1 AND v.purchase_id = $2
            """;

    /**
     * A replacement in one statement. The shared key, if there is one, is locked first and then the old voucher, so that
     * both are judged as they are and not as the statement's beginning saw them: whoever redeems, blocks or expires the
     * voucher, or revokes the terminal, comes before or after. Everything that is written hangs on that judgement. A
     * reference, PIN index or serial number that exists undoes the whole statement; an index of another epoch that exists
     * is a collision, too.
     *
     * <p>Parameters: id, channel, reference, request digest, terminal, purchase, old serial number, own key's thumbprint or
     * null, shared key's terminal and generation or null, at, new serial number, PIN indexes and their epochs (the first is
     * stored), envelope.
     */
    static final String RECORD = """
            WITH key AS (
                SELECT k.state = 'active' AS active, k.sealed < 4294967296 AS room
                FROM terminal_key k
                WHERE k.channel_id = $2 AND k.terminal_id = $9::uuid AND k.generation = $10::integer
                FOR NO KEY UPDATE
            ), old AS (
                SELECT v.serial_number, v.state, v.product_id, v.face_value_minor, v.currency, v.expires_at,
                       v.batch_id IS NULL OR b.state = 'active' AS batch_open
                FROM voucher v
                LEFT JOIN batch b ON b.id = v.batch_id
                WHERE v.serial_number = $7 AND v.channel_id = $2 AND v.purchase_id = $6
                  AND ($9 IS NULL OR EXISTS (SELECT FROM key))
                FOR NO KEY UPDATE OF v
            ), facts AS (
                SELECT EXISTS (SELECT FROM channel c WHERE c.id = $2 AND c.active) AS channel_active,
                       $9 IS NULL OR coalesce((SELECT active FROM key), false) AS key_active,
                       $9 IS NULL OR coalesce((SELECT room FROM key), false) AS key_room,
                       EXISTS (SELECT FROM unnest($13::bytea[]) AS i (pin_index)
                               JOIN voucher v ON v.pin_index = i.pin_index) AS pin_exists
            ), allowed AS (
                SELECT o.*
                FROM old o, facts f
                WHERE o.state = 'sold' AND o.expires_at > $11::timestamptz AND o.batch_open
                  AND f.channel_active AND f.key_active AND f.key_room AND NOT f.pin_exists
            ), counted AS (
                UPDATE terminal_key k
                SET sealed = k.sealed + 1
                FROM allowed
                WHERE k.terminal_id = $9 AND k.generation = $10
            ), blocked AS (
                UPDATE voucher v
                SET state = 'blocked'
                FROM allowed a
                WHERE v.serial_number = a.serial_number
            ), given AS (
                INSERT INTO voucher (serial_number, purchase_id, channel_id, product_id, state, face_value_minor,
                                     currency, pin_index, pin_index_epoch, envelope, expires_at, replaces)
                SELECT $12::text, $6, $2, a.product_id, 'sold', a.face_value_minor,
                       a.currency, ($13::bytea[])[1], ($14::integer[])[1], $15::text, a.expires_at, a.serial_number
                FROM allowed a
            ), history AS (
                INSERT INTO voucher_history (serial_number, from_state, to_state, actor, reason, amount_minor, currency,
                                             channel_id, at)
                SELECT s.serial_number, s.from_state, s.to_state, $2, 'replacement', a.face_value_minor, a.currency, $2, $11
                FROM allowed a
                CROSS JOIN LATERAL (VALUES (a.serial_number, 'sold', 'blocked'), ($12::text, NULL, 'sold'))
                    AS s (serial_number, from_state, to_state)
            ), written AS (
                INSERT INTO replacement (id, channel_id, reference, request_digest, terminal, purchase_id, old_serial,
                                         new_serial, jkt, terminal_id, key_generation, created_at)
                SELECT $1, $2, $3::text, $4, $5::text, $6, a.serial_number, $12, $8::text, $9, $10, $11
                FROM allowed a
                RETURNING id
            )
            SELECT EXISTS (SELECT FROM written) AS replaced, f.channel_active, f.key_active, f.key_room, f.pin_exists,
                   o.serial_number, o.state, o.face_value_minor, o.currency, o.expires_at, o.batch_open
            FROM facts f
            LEFT JOIN old o ON true
            """;
}
