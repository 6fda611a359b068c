package io.sealcharge.platform.persistence;

/** Statements of {@link PgAdminProductStore}, besides those it shares in {@link CatalogueSql}. */
final class AdminProductSql {
    private AdminProductSql() {}

    private static final String COLUMNS = """
            SELECT id, name, active, face_value_minor, price_minor, currency, pin_length, pin_check_digit, serial_length,
                   validity_days, source
            FROM product
            """;

    /** Parameters: the id before the first one, how many at most. */
    static final String LIST = COLUMNS + "WHERE id > $1::text ORDER BY id LIMIT $2";

    /** Parameter: id. */
    static final String FIND = COLUMNS + "WHERE id = $1";
}
