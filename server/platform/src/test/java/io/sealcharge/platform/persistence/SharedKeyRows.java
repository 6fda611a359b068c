package io.sealcharge.platform.persistence;

import java.util.UUID;

/** Terminals that share keys, written as rows. */
final class SharedKeyRows {
    private SharedKeyRows() {}

    /** A terminal with one active key, of generation 1. */
    static UUID terminal(DatabaseExtension database, String channel, String name) {
        UUID id = UUID.randomUUID();
        database.execute(
                "INSERT INTO terminal (id, channel_id, name, reference, state, created_at) VALUES ('%s', '%s', '%s',"
                                .formatted(id, channel, name)
                        + " 'register-%s', 'active', now())".formatted(id));
        key(database, channel, id, 1, "active");
        return id;
    }

    static void key(DatabaseExtension database, String channel, UUID terminal, int generation, String state) {
        database.execute("INSERT INTO terminal_key (terminal_id, generation, channel_id, reference, request_digest,"
                + " master_epoch, state, jkt, envelope, created_at) VALUES ('%s', %d, '%s', 'key-%s-%d', sha256('key'), 1,"
                        .formatted(terminal, generation, channel, terminal, generation)
                + " '%s', 'jkt', 'e', now())".formatted(state));
    }
}
