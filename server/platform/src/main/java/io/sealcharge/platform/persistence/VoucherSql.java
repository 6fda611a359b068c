package io.sealcharge.platform.persistence;

/**
 * Statements of {@link PgVoucherStore}.
 *
 * <p>Order of row locks in every statement of this package that writes: channel_credit account, terminal, terminal_key,
 * recharge_request, recharge, voucher, subscriber account; several rows of a table by their key. Rows merely referred to
 * are locked FOR KEY SHARE, which stands in nobody's way.
 */
final class VoucherSql {
    private VoucherSql() {}

    private static final String OFFERS = """
            SELECT p.id, p.name, p.face_value_minor, p.price_minor, p.currency, p.pin_length, p.pin_check_digit,
                   p.serial_length, p.validity_days, p.source,
                   coalesce(t.price_minor, p.price_minor) AS unit_price_minor,
                   coalesce(t.commission_minor, 0) AS commission_minor
            FROM channel c
            CROSS JOIN product p
            LEFT JOIN channel_product t ON t.channel_id = c.id AND t.product_id = p.id
            WHERE c.id = $1 AND p.active AND (c.all_products OR t.product_id IS NOT NULL)
            """;

    /** All that a sale meets, by its place. Parameters: arrays of channels, references, products. */
    static final String STANDING = """
            SELECT s.n, q.seen IS TRUE AS seen, o.*
            FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS s (channel_id, reference, product_id, n)
            LEFT JOIN LATERAL (
                SELECT true AS seen FROM purchase WHERE channel_id = s.channel_id AND reference = s.reference LIMIT 1
            ) AS q ON true
            LEFT JOIN LATERAL (%s LIMIT 1) AS o ON true
            """.formatted(OFFERS.replace("$1", "s.channel_id") + "AND p.id = s.product_id");

    /** Parameter: channel. */
    static final String LIST_OFFERS = OFFERS + "ORDER BY p.id";

    /** As it was sold: what was given in the place of its vouchers later is no part of it. */
    private static final String PURCHASE_COLUMNS = """
            SELECT p.id, p.channel_id, p.reference, p.request_digest, p.terminal, p.product_id, p.quantity, p.total_minor,
                   p.commission_minor, p.currency, p.terminal_id, p.key_generation, p.answer_erased_at, p.created_at,
                   v.serial_number, v.face_value_minor, v.expires_at, v.envelope
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
}
