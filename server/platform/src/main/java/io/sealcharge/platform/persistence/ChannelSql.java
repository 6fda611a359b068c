package io.sealcharge.platform.persistence;

/** Statements of {@link PgChannelStore}. */
final class ChannelSql {
    private ChannelSql() {}

    /** Parameter: channel. */
    static final String FIND = """
            SELECT c.id, c.name, c.active, c.scopes,
                   (SELECT json_build_object('keys', coalesce(json_agg(k.jwk ORDER BY k.thumbprint), '[]'))::text
                    FROM channel_key k
                    WHERE k.channel_id = c.id) AS jwk_set
            FROM channel c
            WHERE c.id = $1
            """;

    /** Parameters: channel, jti, expires at. */
    static final String USE_ASSERTION = """
            INSERT INTO token_jti (channel_id, jti, expires_at)
            VALUES ($1::text, $2, $3)
            ON CONFLICT DO NOTHING
            """;

    /** Parameters: now, how many at most. */
    static final String FORGET_ASSERTIONS = """
            DELETE FROM token_jti
            WHERE (channel_id, jti) IN (
                SELECT channel_id, jti FROM token_jti
                WHERE expires_at <= $1
                ORDER BY expires_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;
}
