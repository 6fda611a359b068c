package io.sealcharge.platform.persistence;

/** Statements of {@link CatalogueImport} and {@link CatalogueWriting}. */
final class CatalogueSql {
    private CatalogueSql() {}

    /** Nodes that start at the same moment apply their catalogues one after the other. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('sealcharge catalogue'))";

    /** What a product promises its vouchers' holders, and the highest commission at its own price. Parameter: id. */
    static final String LOCK_PRODUCT = """
            SELECT p.face_value_minor, p.currency, p.pin_length, p.pin_check_digit, p.price_minor,
                   (SELECT coalesce(max(t.commission_minor), 0)
                    FROM channel_product t
                    WHERE t.product_id = p.id AND t.price_minor IS NULL) AS highest_commission
            FROM product p
            WHERE p.id = $1
            FOR UPDATE
            """;

    /**
     * Looks through sales and batches, which have no index for so rare a question: only where the answer matters.
     * Parameter: product.
     */
    static final String HAS_VOUCHERS = """
            SELECT EXISTS (SELECT FROM batch WHERE product_id = $1)
                OR EXISTS (SELECT FROM purchase WHERE product_id = $1) AS has_vouchers
            """;

    /**
     * Parameters: id, name, face value, price, currency, PIN length, PIN check digit, serial length, validity, source,
     * whether it is for sale or null to leave that as it is.
     */
    static final String PUT_PRODUCT = """
            INSERT INTO product AS p (id, name, face_value_minor, price_minor, currency, pin_length, pin_check_digit,
                                      serial_length, validity_days, source, active)
            VALUES ($1::text, $2, $3, $4, $5::text, $6, $7, $8, $9, $10, coalesce($11::boolean, true))
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name, face_value_minor = excluded.face_value_minor, price_minor = excluded.price_minor,
                currency = excluded.currency, pin_length = excluded.pin_length,
                pin_check_digit = excluded.pin_check_digit, serial_length = excluded.serial_length,
                validity_days = excluded.validity_days, source = excluded.source,
                active = coalesce($11::boolean, p.active)
            """;

    /** The platform's own accounts. Parameter: currency. */
    static final String OPEN_ACCOUNTS = """
            INSERT INTO account (kind, owner, currency)
            SELECT kind, '', $1::text
            FROM unnest(ARRAY['funding', 'voucher_liability', 'price_difference', 'commission', 'expired_value',
                              'charging_settlement']) AS k (kind)
            ON CONFLICT DO NOTHING
            """;

    /**
     * Gives one row, or none if the id is an operator's. Whether a channel is suspended is not asked here. Parameters:
     * id, name, scopes, all products or null to leave that as it is.
     */
    static final String PUT_CHANNEL = """
            INSERT INTO channel AS c (id, name, scopes, all_products)
            VALUES ($1::text, $2, $3, coalesce($4::boolean, true))
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name, scopes = excluded.scopes, all_products = coalesce($4::boolean, c.all_products)
            WHERE c.kind = 'channel'
            RETURNING c.id
            """;

    /** Gives one row, or none if the id is a channel's. Parameters: id, name, scopes. */
    static final String PUT_OPERATOR = """
            INSERT INTO channel AS c (id, name, scopes, kind)
            VALUES ($1::text, $2, $3, 'operator')
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, scopes = excluded.scopes, active = true
            WHERE c.kind = 'operator'
            RETURNING c.id
            """;

    /** Who is not in the catalogue is no operator any more. Parameter: ids of those who are. */
    static final String DISMISS_OTHER_OPERATORS = """
            WITH dismissed AS (
                UPDATE channel SET active = false WHERE kind = 'operator' AND id <> ALL ($1) RETURNING id
            )
            DELETE FROM channel_key WHERE channel_id IN (SELECT id FROM dismissed)
            """;

    /** Parameters: channel, thumbprints that stay. */
    static final String DROP_OTHER_KEYS = "DELETE FROM channel_key WHERE channel_id = $1 AND thumbprint <> ALL ($2)";

    /** Parameters: channel, thumbprint, JWK. */
    static final String PUT_KEY = """
            INSERT INTO channel_key (channel_id, thumbprint, jwk)
            VALUES ($1::text, $2, $3::text::json)
            ON CONFLICT (channel_id, thumbprint) DO UPDATE SET jwk = excluded.jwk
            """;

    /** The price stays what it is until the terms are written. Parameter: product. */
    static final String PRICE = "SELECT price_minor FROM product WHERE id = $1 FOR SHARE";

    /** Parameters: channel, product, price or null, commission. */
    static final String PUT_TERMS = """
            INSERT INTO channel_product (channel_id, product_id, price_minor, commission_minor)
            VALUES ($1::text, $2::text, $3, $4)
            ON CONFLICT (channel_id, product_id)
                DO UPDATE SET price_minor = excluded.price_minor, commission_minor = excluded.commission_minor
            """;

    /**
     * Gives one row, or none if the channel owes more than the credit limit. Parameters: channel, currency, credit
     * limit, order cap or null, day cap or null.
     */
    static final String PUT_LIMITS = """
            INSERT INTO account AS a (kind, owner, currency, balance_minor, credit_limit_minor, order_cap_minor,
                                      day_cap_minor)
            VALUES ('channel_credit', $1::text, $2::text, 0, $3, $4, $5)
            ON CONFLICT ON CONSTRAINT account_owner_once
                DO UPDATE SET credit_limit_minor = excluded.credit_limit_minor,
                              order_cap_minor = excluded.order_cap_minor, day_cap_minor = excluded.day_cap_minor
                WHERE a.balance_minor >= -excluded.credit_limit_minor
            RETURNING a.id
            """;

    /**
     * Posts a credit grant whose reference is new; counts the postings. Parameters: channel, reference, amount,
     * currency, time.
     */
    static final String GRANT_CREDIT = """
            WITH granted AS (
                INSERT INTO credit_grant (channel_id, reference, amount_minor, currency, granted_at)
                VALUES ($1::text, $2::text, $3, $4::text, coalesce($5::timestamptz, now()))
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
            "SELECT amount_minor, currency, granted_at FROM credit_grant WHERE channel_id = $1 AND reference = $2";

    /** Parameters: id, actor, operation, target, facts, reason or null, reference or null, time. */
    static final String RECORD_ACT = """
            INSERT INTO admin_act (id, actor, operation, target, facts, reason, reference, at)
            VALUES ($1, $2::text, $3, $4, $5::text::jsonb, $6, $7::text, $8)
            ON CONFLICT (id) DO NOTHING
            """;
}
