package io.sealcharge.platform.persistence;

/**
 * Statements of {@link PgVoucherStore}.
 *
 * <p>Order of row locks in every statement of this package that writes: channel_credit account, recharge_request,
 * recharge, voucher, subscriber account. Rows merely referred to are locked FOR KEY SHARE, which stands in nobody's way.
 */
final class VoucherSql {
    private VoucherSql() {}

    private static final String PRODUCT_COLUMNS = """
            SELECT id, name, face_value_minor, price_minor, currency, pin_length, pin_check_digit, serial_length,
                   validity_days, source
            FROM product
            """;

    /** Parameter: product. */
    static final String FIND_PRODUCT = PRODUCT_COLUMNS + "WHERE id = $1 AND active";

    static final String LIST_PRODUCTS = PRODUCT_COLUMNS + "WHERE active ORDER BY id";

    private static final String PURCHASE_COLUMNS = """
            SELECT p.id, p.channel_id, p.reference, p.request_digest, p.terminal, p.product_id, p.total_minor,
                   p.currency, p.created_at, v.serial_number, v.face_value_minor, v.expires_at, v.envelope
            FROM purchase p
            JOIN voucher v ON v.purchase_id = p.id AND v.replaces IS NULL
            """;

    /** One row per voucher. Parameters: channel, reference. */
    static final String FIND_PURCHASE_BY_REFERENCE =
            PURCHASE_COLUMNS + "WHERE p.channel_id = $1 AND p.reference = $2 ORDER BY v.ordinal";

    /** One row per voucher. Parameters: channel, id. */
    static final String FIND_PURCHASE_BY_ID =
            PURCHASE_COLUMNS + "WHERE p.channel_id = $1 AND p.id = $2 ORDER BY v.ordinal";

    /** Parameters: channel, serial number. */
    static final String FIND_VOUCHER = """
            SELECT serial_number, product_id, state, face_value_minor, currency, expires_at
            FROM voucher
            WHERE channel_id = $1 AND serial_number = $2
            """;

    /**
     * A sale in one statement. The debit comes first and everything hangs on it: no credit, no channel or no product, and
     * nothing is written. A reference, PIN index or serial number that exists undoes the whole statement.
     */
    static final String RECORD_SALE = """
            WITH sale AS (
                SELECT $1::uuid AS id, $2::text AS channel_id, $3::text AS reference, $4::bytea AS request_digest,
                       $5::text AS terminal, $6::text AS product_id, $7::bigint AS face_value_minor,
                       $8::bigint AS unit_price_minor, $9::text AS currency, $10::text AS jkt, $11::timestamptz AS at,
                       cardinality($12::text[]) AS quantity
            ), debited AS (
                UPDATE account
                SET balance_minor = balance_minor - cardinality($12) * $8
                WHERE kind = 'channel_credit' AND owner = $2 AND currency = $9
                  AND balance_minor >= cardinality($12) * $8
                  AND EXISTS (SELECT FROM channel WHERE id = $2 AND active)
                  AND EXISTS (SELECT FROM product WHERE id = $6 AND active AND face_value_minor = $7 AND currency = $9)
                RETURNING id
            ), sold AS (
                INSERT INTO purchase (id, channel_id, reference, request_digest, terminal, product_id, quantity,
                                      face_value_minor, unit_price_minor, total_minor, currency, jkt, created_at)
                SELECT s.id, s.channel_id, s.reference, s.request_digest, s.terminal, s.product_id, s.quantity,
                       s.face_value_minor, s.unit_price_minor, s.quantity * s.unit_price_minor, s.currency, s.jkt, s.at
                FROM sale s, debited
                RETURNING id
            ), vouchers AS (
                INSERT INTO voucher (serial_number, purchase_id, ordinal, channel_id, product_id, state,
                                     face_value_minor, currency, pin_index, pin_index_epoch, envelope, expires_at)
                SELECT v.serial_number, sold.id, v.ordinal, s.channel_id, s.product_id, 'sold',
                       s.face_value_minor, s.currency, v.pin_index, v.pin_index_epoch, v.envelope, v.expires_at
                FROM sold, sale s,
                     unnest($12::text[], $13::bytea[], $14::integer[], $15::text[], $16::timestamptz[]) WITH ORDINALITY
                         AS v (serial_number, pin_index, pin_index_epoch, envelope, expires_at, ordinal)
                RETURNING serial_number
            ), history AS (
                INSERT INTO voucher_history (serial_number, to_state, actor, reason, amount_minor, currency, channel_id, at)
                SELECT v.serial_number, 'sold', s.channel_id, 'purchase', s.face_value_minor, s.currency, s.channel_id, s.at
                FROM vouchers v, sale s
            ), liability AS (
                SELECT (SELECT id FROM account
                        WHERE kind = 'voucher_liability' AND owner = '' AND currency = $9) AS id
            ), difference AS (
                SELECT (SELECT id FROM account
                        WHERE kind = 'price_difference' AND owner = '' AND currency = $9) AS id
            ), entries AS (
                SELECT 'sale' AS kind, debited.id AS debit, liability.id AS credit,
                       least(s.unit_price_minor, s.face_value_minor) AS each
                FROM sale s, debited, liability
                UNION ALL
                SELECT 'discount', difference.id, liability.id, s.face_value_minor - s.unit_price_minor
                FROM sale s, difference, liability
                UNION ALL
                SELECT 'surcharge', debited.id, difference.id, s.unit_price_minor - s.face_value_minor
                FROM sale s, debited, difference
            ), posted AS (
                INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, purchase_id, posted_at)
                SELECT e.kind, e.debit, e.credit, e.each * s.quantity, s.currency, sold.id, s.at
                FROM entries e, sale s, sold
                WHERE e.each > 0
            )
            SELECT EXISTS (SELECT FROM sold) AS sold,
                   EXISTS (SELECT FROM channel WHERE id = $2 AND active) AS channel_active,
                   EXISTS (SELECT FROM product WHERE id = $6 AND active AND face_value_minor = $7 AND currency = $9)
                       AS product_known
            """;
}
