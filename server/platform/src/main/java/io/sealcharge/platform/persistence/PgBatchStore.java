package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockLevel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link BatchStore} on PostgreSQL; its statements are in {@link BatchSql}. */
public final class PgBatchStore implements BatchStore {
    private final Database database;

    public PgBatchStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Outcome<Batch>> create(NewBatch batch, AdminAct act) {
        Tuple row = Tuple.tuple()
                .addString(batch.id())
                .addString(batch.product())
                .addInteger(batch.quantity())
                .addOffsetDateTime(batch.expiresAt() == null ? null : SqlValues.timestamp(batch.expiresAt()))
                .addBuffer(Buffer.buffer(batch.requestDigest()))
                .addString(act.actor())
                .addOffsetDateTime(SqlValues.timestamp(act.at()))
                .addString(batch.reason());
        return AdminTransaction.perhaps(
                database,
                writing -> writing.run(BatchSql.CREATE, row)
                        .compose(made -> made.size() == 1 ? writing.record(act) : Future.succeededFuture(false))
                        .compose(made -> row(writing, batch.id()).map(found -> created(batch, act, made, found))));
    }

    private static Outcome<Batch> created(
            NewBatch batch, AdminAct act, boolean made, Optional<Remembered<Batch>> found) {
        if (made && found.isPresent()) {
            return Outcome.done(found.get().answer());
        }
        return found.map(stored -> stored.answerTo(batch.requestDigest()))
                .orElseGet(() -> Outcome.refused(whyNone(batch.expiresAt(), act)));
    }

    /** Why there is no batch after a try to write one. */
    static Refusal whyNone(@Nullable Instant expiresAt, AdminAct act) {
        return expiresAt == null || expiresAt.isAfter(act.at()) ? Refusal.PRODUCT_UNKNOWN : Refusal.EXPIRY_PASSED;
    }

    private static Future<Optional<Remembered<Batch>>> row(CatalogueWriting writing, String id) {
        return writing.run(BatchSql.FIND, Tuple.of(id))
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
    public Future<Outcome<Batch>> change(Change change, AdminAct act) {
        return AdminTransaction.perhaps(
                database,
                writing -> row(writing, change.id())
                        .compose(found -> found.isEmpty()
                                ? AdminTransaction.refused(Refusal.NOT_FOUND)
                                : changeFrom(writing, found.get().answer(), change, act)));
    }

    private static Future<Outcome<Batch>> changeFrom(
            CatalogueWriting writing, Batch batch, Change change, AdminAct act) {
        BatchState to = change.to();
        Batch.Task task = batch.task();
        boolean validating = to == BatchState.VALIDATED && task != null && task.kind() == Batch.Task.Kind.VALIDATE;
        if (batch.state() == to || validating) {
            return Future.succeededFuture(Outcome.replayed(batch));
        }
        if (!batch.state().canBecome(to)) {
            return AdminTransaction.refused(Refusal.STATE_CONFLICT);
        }
        if (task != null && to != BatchState.VOID) {
            return AdminTransaction.refused(Refusal.BATCH_BUSY);
        }
        if (batch.produced() == 0 && to == BatchState.VALIDATED) {
            return AdminTransaction.refused(Refusal.BATCH_EMPTY);
        }
        return write(writing, batch, change, act)
                .compose(written -> writing.record(act))
                .compose(done -> row(writing, change.id()))
                .map(changed -> Outcome.done(
                        changed.orElseThrow(() -> new LostRaceException(null)).answer()));
    }

    private static Future<Void> write(CatalogueWriting writing, Batch batch, Change change, AdminAct act) {
        Future<Integer> written = change.to() == BatchState.VALIDATED
                ? writing.run(BatchSql.VALIDATE, Tuple.of(change.id(), act.actor(), change.reason()))
                        .map(rows -> rows.rowCount())
                : writing.run(
                                BatchSql.CHANGE,
                                Tuple.of(
                                        change.id(),
                                        change.to().label(),
                                        batch.state().label(),
                                        act.actor(),
                                        change.reason(),
                                        SqlValues.timestamp(act.at())))
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
