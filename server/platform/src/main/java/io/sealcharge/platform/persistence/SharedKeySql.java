package io.sealcharge.platform.persistence;

/** Statements of {@link PgSharedKeyStore}. */
final class SharedKeySql {
    private SharedKeySql() {}

    /** Parameters: channel, terminal, generation. */
    static final String FIND = """
            SELECT k.channel_id, k.terminal_id, k.generation, k.master_epoch, k.state, k.sealed, k.opened, t.name
            FROM terminal_key k
            JOIN terminal t ON t.id = k.terminal_id
            WHERE k.channel_id = $1 AND k.terminal_id = $2 AND k.generation = $3
            """;
}
