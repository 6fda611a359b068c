package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.BatchImportStore;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockRules;
import io.sealcharge.platform.domain.StockVoucher;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** {@link BatchImportStore} on PostgreSQL; its statements are in {@link BatchImportSql}. */
public final class PgBatchImportStore implements BatchImportStore {
    /** Only for the eye: a later request takes an import over at once. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Database database;

    public PgBatchImportStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Outcome<Standing>> begin(NewImport order, AdminAct act) {
        Tuple row = Tuple.tuple()
                .addString(order.id())
                .addString(order.product())
                .addOffsetDateTime(order.expiresAt() == null ? null : SqlValues.timestamp(order.expiresAt()))
                .addBuffer(Buffer.buffer(order.requestDigest()))
                .addString(act.actor())
                .addUUID(act.id())
                .addDouble(PgBatchWorkStore.seconds(LEASE))
                .addOffsetDateTime(SqlValues.timestamp(act.at()));
        return AdminTransaction.perhaps(
                database,
                writing -> writing.run(BatchImportSql.CREATE, row)
                        .compose(made -> find(writing::run, order.id()))
                        .compose(found -> found.map(stored -> goOn(writing, order, act, stored))
                                .orElseGet(
                                        () -> AdminTransaction.refused(PgBatchStore.whyNone(order.expiresAt(), act)))));
    }

    private static Future<Outcome<Standing>> goOn(
            CatalogueWriting writing, NewImport order, AdminAct act, Remembered<Found> stored) {
        Outcome<Found> answer = stored.answerTo(order.requestDigest());
        if (answer instanceof Outcome.Refused<Found>(Refusal refusal)) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        Found found = stored.answer();
        if (!found.open()) {
            return Future.succeededFuture(Outcome.replayed(standing(found, act)));
        }
        Tuple takeOver = Tuple.of(order.id(), act.id(), PgBatchWorkStore.seconds(LEASE));
        return writing.run(BatchImportSql.TAKE_OVER, takeOver)
                .compose(taken -> writing.record(act))
                // a piece of the request before may have been written meanwhile
                .compose(recorded -> find(writing::run, order.id()))
                .compose(again -> {
                    Found now =
                            again.orElseThrow(() -> new LostRaceException(null)).answer();
                    return act.id().equals(now.worker().orElse(null))
                            ? Future.succeededFuture(Outcome.done(standing(now, act)))
                            : Future.failedFuture(new LostRaceException(null));
                });
    }

    private static Standing standing(Found found, AdminAct act) {
        return new Standing(found.batch(), act.id(), found.lines(), found.rules());
    }

    private record Found(Batch batch, Optional<UUID> worker, int lines, StockRules rules) {
        boolean open() {
            Batch.Task task = batch.task();
            return task != null && task.kind() == Batch.Task.Kind.IMPORT;
        }
    }

    /** In a transaction or by itself. */
    private static Future<Optional<Remembered<Found>>> find(
            BiFunction<String, Tuple, Future<RowSet<Row>>> run, String id) {
        return run.apply(BatchImportSql.FIND, Tuple.of(id))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Remembered<>(found(row), SqlValues.bytes(row, "request_digest"))));
    }

    private static Found found(Row row) {
        return new Found(
                BatchRows.batch(row),
                Optional.ofNullable(row.getUUID("worker")),
                row.getInteger("task_done"),
                new StockRules(BatchRows.pinFormat(row), row.getInteger("serial_length")));
    }

    @Override
    public Future<Boolean> add(Standing standing, List<ImportedRow> rows, Instant at) {
        Tuple parameters = parameters(standing, rows, at);
        return database.act(() -> database.run(BatchImportSql.ADD, parameters)
                .map(progressed -> progressed.size() == 1)
                .recover(PgBatchImportStore::again)
                .compose(written -> written ? Future.succeededFuture(true) : wasWritten(standing, rows)));
    }

    /** Another import or a sale has just added the same PIN or serial number: the next try sees it. */
    private static Future<Boolean> again(Throwable failure) {
        boolean met = SqlFault.duplicate(failure)
                .filter(PgVoucherStore.PIN_OR_SERIAL_EXISTS::contains)
                .isPresent();
        return Future.failedFuture(met ? new LostRaceException(failure) : failure);
    }

    /** By a try before this one whose connection was lost. */
    private Future<Boolean> wasWritten(Standing standing, List<ImportedRow> rows) {
        return find(database::run, standing.batch().id())
                .map(found -> found.filter(stored -> stored.answer()
                                        .worker()
                                        .filter(standing.attempt()::equals)
                                        .isPresent()
                                && stored.answer().lines() == rows.getLast().line())
                        .isPresent());
    }

    private static Tuple parameters(Standing standing, List<ImportedRow> rows, Instant at) {
        List<ImportedRow.Accepted> fit = rows.stream()
                .filter(ImportedRow.Accepted.class::isInstance)
                .map(ImportedRow.Accepted.class::cast)
                .toList();
        List<ImportedRow.Refused> refused = rows.stream()
                .filter(ImportedRow.Refused.class::isInstance)
                .map(ImportedRow.Refused.class::cast)
                .toList();
        Tuple parameters = Tuple.tuple()
                .addString(standing.batch().id())
                .addUUID(standing.attempt())
                .addInteger(standing.lines())
                .addInteger(rows.getLast().line())
                .addDouble(PgBatchWorkStore.seconds(LEASE))
                .addArrayOfInteger(fit.stream().map(ImportedRow.Accepted::line).toArray(Integer[]::new));
        List<StockVoucher> vouchers =
                fit.stream().map(ImportedRow.Accepted::voucher).toList();
        return StockColumns.add(parameters, vouchers)
                .addArrayOfInteger(fit.stream()
                        .flatMap(row -> row.voucher().indexes().stream().skip(1).map(older -> row.line()))
                        .toArray(Integer[]::new))
                .addArrayOfBuffer(vouchers.stream()
                        .flatMap(voucher -> voucher.indexes().stream().skip(1))
                        .map(older -> Buffer.buffer(older.value()))
                        .toArray(Buffer[]::new))
                .addArrayOfInteger(
                        refused.stream().map(ImportedRow.Refused::line).toArray(Integer[]::new))
                .addArrayOfString(refused.stream()
                        .map(row -> row.rule().name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new))
                .addOffsetDateTime(SqlValues.timestamp(at));
    }

    @Override
    public Future<Outcome<Batch>> finish(Standing standing) {
        String id = standing.batch().id();
        return database.act(() -> database.run(BatchImportSql.FINISH, Tuple.of(id, standing.attempt()))
                .compose(finished -> find(database::run, id))
                .map(found -> found.filter(stored -> !stored.answer().open()
                                && stored.answer().batch().state() != BatchState.VOID)
                        .map(stored -> Outcome.done(stored.answer().batch()))
                        .orElseGet(() -> Outcome.refused(Refusal.IMPORT_SUPERSEDED))));
    }
}
