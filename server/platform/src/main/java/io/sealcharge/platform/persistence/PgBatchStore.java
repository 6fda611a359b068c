package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockLevel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** {@link BatchStore} on PostgreSQL; its statements are in {@link BatchSql}. */
public final class PgBatchStore implements BatchStore {
    private final Database database;

    public PgBatchStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Outcome<Batch>> create(NewBatch batch) {
        Tuple row = Tuple.tuple()
                .addString(batch.id())
                .addString(batch.product())
                .addInteger(batch.quantity())
                .addOffsetDateTime(batch.expiresAt() == null ? null : SqlValues.timestamp(batch.expiresAt()))
                .addBuffer(Buffer.buffer(batch.requestDigest()))
                .addString(batch.actor())
                .addOffsetDateTime(SqlValues.timestamp(batch.at()));
        return database.act(() -> database.run(BatchSql.CREATE, row)
                .compose(made -> row(batch.id()).map(found -> created(batch, made.size() == 1, found))));
    }

    private static Outcome<Batch> created(NewBatch batch, boolean made, Optional<Remembered<Batch>> found) {
        if (made && found.isPresent()) {
            return Outcome.done(found.get().answer());
        }
        return found.map(stored -> stored.answerTo(batch.requestDigest()))
                .orElseGet(() -> Outcome.refused(Refusal.PRODUCT_UNKNOWN));
    }

    private Future<Optional<Remembered<Batch>>> row(String id) {
        return database.run(BatchSql.FIND, Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(PgBatchStore::remembered));
    }

    private static Remembered<Batch> remembered(Row row) {
        return new Remembered<>(BatchRows.batch(row), SqlValues.bytes(row, "request_digest"));
    }

    @Override
    public Future<List<Batch>> list(String after, int limit) {
        return database.read(BatchSql.LIST, Tuple.of(after, limit))
                .map(rows -> rows.stream().map(BatchRows::batch).toList());
    }

    @Override
    public Future<Optional<Described>> find(String id) {
        return database.read(BatchSql.FIND, Tuple.of(id)).compose(rows -> {
            Optional<Batch> batch = rows.stream().findFirst().map(BatchRows::batch);
            return batch.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : database.read(BatchSql.HISTORY, Tuple.of(id))
                            .map(events -> Optional.of(new Described(
                                    batch.get(),
                                    events.stream().map(BatchRows::event).toList())));
        });
    }

    @Override
    public Future<Outcome<Batch>> change(Change change) {
        return database.act(() -> row(change.id())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Outcome.refused(Refusal.NOT_FOUND))
                        : changeFrom(found.get().answer(), change)));
    }

    private Future<Outcome<Batch>> changeFrom(Batch batch, Change change) {
        BatchState to = change.to();
        Batch.Task task = batch.task();
        boolean validating = to == BatchState.VALIDATED && task != null && task.kind() == Batch.Task.Kind.VALIDATE;
        if (batch.state() == to || validating) {
            return Future.succeededFuture(Outcome.replayed(batch));
        }
        boolean whole = batch.produced() > 0 && batch.produced() == batch.quantity();
        boolean busy = task != null && to != BatchState.VOID;
        if (!batch.state().canBecome(to) || busy || (to == BatchState.VALIDATED && !whole)) {
            return Future.succeededFuture(Outcome.refused(Refusal.STATE_CONFLICT));
        }
        return write(batch, change)
                .compose(done -> row(change.id()))
                .map(changed -> Outcome.done(
                        changed.orElseThrow(() -> new LostRaceException(null)).answer()));
    }

    private Future<Void> write(Batch batch, Change change) {
        Future<Integer> written = change.to() == BatchState.VALIDATED
                ? database.run(BatchSql.VALIDATE, Tuple.of(change.id(), change.actor(), change.reason()))
                        .map(rows -> rows.rowCount())
                : database.run(
                                BatchSql.CHANGE,
                                Tuple.of(
                                        change.id(),
                                        change.to().label(),
                                        batch.state().label(),
                                        change.actor(),
                                        change.reason(),
                                        SqlValues.timestamp(change.at())))
                        .map(rows -> rows.size());
        return written.compose(
                rows -> rows == 1 ? Future.succeededFuture() : Future.failedFuture(new LostRaceException(null)));
    }

    @Override
    public Future<Optional<List<RefusedRow>>> refusals(String id, int after, int limit) {
        return database.read(BatchSql.FIND, Tuple.of(id))
                .compose(found -> found.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : database.read(BatchSql.REFUSALS, Tuple.of(id, after, limit))
                                .map(rows -> Optional.of(
                                        rows.stream().map(BatchRows::refusedRow).toList())));
    }

    @Override
    public Future<List<StockLevel>> levels() {
        return database.read(BatchSql.LEVELS, Tuple.tuple())
                .map(rows -> rows.stream().map(BatchRows::level).toList());
    }
}
