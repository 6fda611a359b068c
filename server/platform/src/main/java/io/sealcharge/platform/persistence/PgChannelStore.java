package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.ChannelStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/** {@link ChannelStore} on PostgreSQL; its statements are in {@link ChannelSql}. */
public final class PgChannelStore implements ChannelStore {
    private final Database database;

    public PgChannelStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<RegisteredChannel>> find(String channelId) {
        return database.read(ChannelSql.FIND, Tuple.of(channelId))
                .map(rows -> rows.stream().findFirst().map(PgChannelStore::channel));
    }

    private static RegisteredChannel channel(Row row) {
        return new RegisteredChannel(ChannelRows.channel(row), row.getString("jwk_set"));
    }

    /** Not run again after a lost connection: then the answer would be no to an assertion used but once. */
    @Override
    public Future<Boolean> useAssertion(String channelId, String jti, Instant expiresAt) {
        return database.read(ChannelSql.USE_ASSERTION, Tuple.of(channelId, jti, SqlValues.timestamp(expiresAt)))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Future<Integer> forgetExpiredAssertions(Instant now, int limit) {
        return database.read(ChannelSql.FORGET_ASSERTIONS, Tuple.of(SqlValues.timestamp(now), limit))
                .map(SqlResult::rowCount);
    }
}
