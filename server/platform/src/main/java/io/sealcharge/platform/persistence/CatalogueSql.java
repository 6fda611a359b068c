package io.sealcharge.platform.persistence;

/** Statements of {@link CatalogueImport}. */
final class CatalogueSql {
    private CatalogueSql() {}

    /** Nodes that start at the same moment apply their catalogues one after the other. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('sealcharge catalogue'))";

    /**
     * Gives one row, or none if the product was sold with another face value. Parameters: id, name, face value, price,
     * currency, PIN length, PIN check digit, serial length, validity, source.
     */
    static final String PUT_PRODUCT = """
            INSERT INTO product AS p (id, name, face_value_minor, price_minor, currency, pin_length, pin_check_digit,
                                      serial_length, validity_days, source)
            VALUES ($1::text, $2, $3, $4, $5::text, $6, $7, $8, $9, $10)
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name, face_value_minor = excluded.face_value_minor, price_minor = excluded.price_minor,
                currency = excluded.currency, pin_length = excluded.pin_length,
                pin_check_digit = excluded.pin_check_digit, serial_length = excluded.serial_length,
                validity_days = excluded.validity_days, source = excluded.source
            WHERE (p.face_value_minor = excluded.face_value_minor AND p.currency = excluded.currency)
               OR NOT EXISTS (SELECT FROM purchase WHERE product_id = p.id)
            RETURNING p.id
            """;

    /** The platform's own accounts. Parameter: currency. */
    static final String OPEN_ACCOUNTS = """
            INSERT INTO account (kind, owner, currency)
            SELECT kind, '', $1::text
            FROM unnest(ARRAY['funding', 'voucher_liability', 'price_difference', 'commission', 'expired_value',
                              'charging_settlement']) AS k (kind)
            ON CONFLICT DO NOTHING
            """;

    /** Whether a channel is suspended is not the catalogue's business. Parameters: id, name, scopes. */
    static final String PUT_CHANNEL = """
            INSERT INTO channel (id, name, scopes)
            VALUES ($1::text, $2, $3)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, scopes = excluded.scopes
            """;

    /** Parameters: channel, thumbprints that stay. */
    static final String DROP_OTHER_KEYS = "DELETE FROM channel_key WHERE channel_id = $1 AND thumbprint <> ALL ($2)";

    /** Parameters: channel, thumbprint, JWK. */
    static final String PUT_KEY = """
            INSERT INTO channel_key (channel_id, thumbprint, jwk)
            VALUES ($1::text, $2, $3::text::json)
            ON CONFLICT (channel_id, thumbprint) DO UPDATE SET jwk = excluded.jwk
            """;

    /** Posts a credit grant whose reference is new. Parameters: channel, reference, amount, currency. */
    static final String GRANT_CREDIT = """
            WITH granted AS (
                INSERT INTO credit_grant (channel_id, reference, amount_minor, currency, granted_at)
                VALUES ($1::text, $2::text, $3, $4::text, now())
                ON CONFLICT DO NOTHING
                RETURNING id, channel_id, amount_minor, currency, granted_at
            ), credited AS (
                INSERT INTO account AS a (kind, owner, currency, balance_minor)
                SELECT 'channel_credit', g.channel_id, g.currency, g.amount_minor
                FROM granted g
                ON CONFLICT ON CONSTRAINT account_owner_once
                    DO UPDATE SET balance_minor = a.balance_minor + excluded.balance_minor
                RETURNING a.id
            )
            INSERT INTO posting (kind, debit_account, credit_account, amount_minor, currency, credit_grant_id, posted_at)
            SELECT 'credit_grant',
                   (SELECT id FROM account WHERE kind = 'funding' AND owner = '' AND currency = g.currency),
                   c.id, g.amount_minor, g.currency, g.id, g.granted_at
            FROM granted g, credited c
            """;

    /** Parameters: channel, reference. */
    static final String FIND_GRANT =
            "SELECT amount_minor, currency FROM credit_grant WHERE channel_id = $1 AND reference = $2";
}
