package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.AnswerStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;

/** {@link AnswerStore} on PostgreSQL; its statements are in {@link AnswerSql}. */
public final class PgAnswerStore implements AnswerStore {
    private final Database database;

    public PgAnswerStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Boolean> acknowledge(String channel, UUID purchase, Instant at) {
        Tuple parameters = Tuple.of(channel, purchase, SqlValues.timestamp(at));
        return database.act(() -> database.run(AnswerSql.ACKNOWLEDGE, parameters))
                .map(rows -> rows.iterator().next().getBoolean("known"));
    }

    @Override
    public Future<Integer> erasePurchases(Instant now, Instant madeUntil, int limit) {
        return erase(AnswerSql.ERASE_PURCHASES, now, madeUntil, limit);
    }

    @Override
    public Future<Integer> eraseReplacements(Instant now, Instant madeUntil, int limit) {
        return erase(AnswerSql.ERASE_REPLACEMENTS, now, madeUntil, limit);
    }

    private Future<Integer> erase(String statement, Instant now, Instant madeUntil, int limit) {
        Tuple parameters = Tuple.of(SqlValues.timestamp(now), SqlValues.timestamp(madeUntil), limit);
        return database.act(() -> database.run(statement, parameters))
                .map(rows -> rows.iterator().next().getInteger("erased"));
    }
}
