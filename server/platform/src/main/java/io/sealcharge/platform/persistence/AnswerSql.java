package io.sealcharge.platform.persistence;

/**
 * Statements of {@link PgAnswerStore}. Each locks purchase or replacement before voucher; the voucher that was given in the
 * place of another is its replacement's answer, not its purchase's.
 */
final class AnswerSql {
    private AnswerSql() {}

    private static final String EMPTY_VOUCHERS_OF_ERASED = """
            ), emptied AS (
                UPDATE voucher v
                SET envelope = NULL
                FROM erased e
                WHERE v.purchase_id = e.id AND v.replaces IS NULL
            )
            """;

    /** Parameters: channel, purchase, at. */
    static final String ACKNOWLEDGE = """
            WITH acknowledged AS (
                UPDATE purchase
                SET acknowledged_at = $3::timestamptz,
                    answer_erased_at = CASE WHEN terminal_id IS NOT NULL THEN coalesce(answer_erased_at, $3) END
                WHERE channel_id = $1 AND id = $2 AND acknowledged_at IS NULL
                RETURNING id, terminal_id
            ), erased AS (
                SELECT id FROM acknowledged WHERE terminal_id IS NOT NULL
            """ + EMPTY_VOUCHERS_OF_ERASED + """
            SELECT EXISTS (SELECT FROM purchase WHERE channel_id = $1 AND id = $2) AS known
            """;

    /** Parameters: now, made until, how many at most. */
    static final String ERASE_PURCHASES = """
            WITH due AS (
                SELECT id FROM purchase
                WHERE terminal_id IS NOT NULL AND answer_erased_at IS NULL AND created_at <= $2::timestamptz
                ORDER BY created_at
                LIMIT $3
                FOR NO KEY UPDATE SKIP LOCKED
            ), erased AS (
                UPDATE purchase p
                SET answer_erased_at = $1::timestamptz
                FROM due
                WHERE p.id = due.id
                RETURNING p.id
            """ + EMPTY_VOUCHERS_OF_ERASED + "SELECT count(*) AS erased FROM erased";

    /** Parameters as above. */
    static final String ERASE_REPLACEMENTS = """
            WITH due AS (
                SELECT id FROM replacement
                WHERE terminal_id IS NOT NULL AND answer_erased_at IS NULL AND created_at <= $2::timestamptz
                ORDER BY created_at
                LIMIT $3
                FOR NO KEY UPDATE SKIP LOCKED
            ), erased AS (
                UPDATE replacement r
                SET answer_erased_at = $1::timestamptz
                FROM due
                WHERE r.id = due.id
                RETURNING r.new_serial
            ), emptied AS (
                UPDATE voucher v
                SET envelope = NULL
                FROM erased e
                WHERE v.serial_number = e.new_serial
            )
            SELECT count(*) AS erased FROM erased
            """;
}
