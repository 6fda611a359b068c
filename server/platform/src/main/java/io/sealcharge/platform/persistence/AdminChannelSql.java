package io.sealcharge.platform.persistence;

/** Statements of {@link PgAdminChannelStore}, besides those it shares in {@link CatalogueSql}. */
final class AdminChannelSql {
    private AdminChannelSql() {}

    private static final String LISTING = """
            SELECT c.id, c.name, c.active, c.scopes, c.all_products,
                   ARRAY(SELECT k.thumbprint FROM channel_key k WHERE k.channel_id = c.id ORDER BY 1) AS keys,
                   (SELECT coalesce(json_agg(json_build_object(
                               'product', t.product_id, 'price', t.price_minor, 'commission', t.commission_minor)
                           ORDER BY t.product_id), '[]')::text
                    FROM channel_product t
                    WHERE t.channel_id = c.id) AS terms,
                   (SELECT coalesce(json_agg(json_build_object(
                               'currency', a.currency, 'balance', a.balance_minor, 'creditLimit', a.credit_limit_minor,
                               'orderCap', a.order_cap_minor, 'dayCap', a.day_cap_minor,
                               'spent', CASE WHEN a.spent_on = (now() AT TIME ZONE 'UTC')::date THEN a.spent_minor
                                             ELSE 0 END)
                           ORDER BY a.currency), '[]')::text
                    FROM account a
                    WHERE a.kind = 'channel_credit' AND a.owner = c.id) AS accounts
            FROM channel c
            WHERE c.kind = 'channel'
            """;

    /** Parameters: the id before the first one, how many at most. */
    static final String LIST = LISTING + "AND c.id > $1::text ORDER BY c.id LIMIT $2";

    /** Parameter: channel. */
    static final String FIND = LISTING + "AND c.id = $1";

    /** Gives one row, or none. The channel stays a channel until the act is done. Parameter: channel. */
    static final String LOCK = "SELECT id FROM channel WHERE id = $1 AND kind = 'channel' FOR NO KEY UPDATE";

    /** Parameters: channel, whether it is active. */
    static final String ACTIVATE = "UPDATE channel SET active = $2 WHERE id = $1";

    /** Parameters: channel, product. */
    static final String REMOVE_TERMS =
            "DELETE FROM channel_product WHERE channel_id = $1 AND product_id = $2 RETURNING product_id";
}
