package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.SharedKeyStore;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.Optional;

/** {@link SharedKeyStore} on PostgreSQL; its statement is in {@link SharedKeySql}. */
public final class PgSharedKeyStore implements SharedKeyStore {
    private final Database database;

    public PgSharedKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<SharedKeyOnFile>> findKey(String channel, TerminalKid kid) {
        return database.read(SharedKeySql.FIND, Tuple.of(channel, kid.terminal(), kid.generation()))
                .map(rows -> rows.stream().findFirst().map(PgSharedKeyStore::key));
    }

    private static SharedKeyOnFile key(Row row) {
        return new SharedKeyOnFile(
                new TerminalKeyId(
                        row.getString("channel_id"),
                        row.getUUID("terminal_id"),
                        row.getInteger("generation"),
                        row.getInteger("master_epoch")),
                row.getString("name"),
                state(row.getString("state")),
                row.getLong("sealed"),
                row.getLong("opened"));
    }

    static SharedKeyOnFile.State state(String label) {
        return SharedKeyOnFile.State.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
