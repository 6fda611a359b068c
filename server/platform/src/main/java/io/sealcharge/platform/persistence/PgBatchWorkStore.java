package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.BatchWorkStore;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.StockVoucher;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@link BatchWorkStore} on PostgreSQL; its statements are in {@link BatchWorkSql}. */
public final class PgBatchWorkStore implements BatchWorkStore {
    private final Database database;

    public PgBatchWorkStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Work>> take(UUID worker, Duration lease, Set<String> notThese) {
        Tuple parameters = Tuple.tuple()
                .addUUID(worker)
                .addDouble(seconds(lease))
                .addArrayOfString(notThese.toArray(String[]::new));
        return database.act(() -> database.run(BatchWorkSql.TAKE, parameters)
                .map(rows -> rows.stream().findFirst().map(row -> work(row, new Lease(worker, lease)))));
    }

    private static Work work(Row row, Lease lease) {
        return new Work(
                BatchRows.batch(row),
                lease,
                BatchRows.pinFormat(row),
                row.getInteger("serial_length"),
                row.getLong("face_value_minor"));
    }

    static double seconds(Duration lease) {
        return lease.toMillis() / 1_000.0;
    }

    @Override
    public Future<Written> add(Work work, List<StockVoucher> vouchers, Instant at) {
        Tuple parameters = Tuple.tuple()
                .addString(work.batch().id())
                .addUUID(work.lease().worker())
                .addInteger(work.batch().produced())
                .addDouble(seconds(work.lease().length()));
        StockColumns.add(parameters, vouchers)
                .addArrayOfBuffer(vouchers.stream()
                        .flatMap(voucher -> voucher.indexes().stream().skip(1))
                        .map(PgBatchWorkStore::value)
                        .toArray(Buffer[]::new))
                .addOffsetDateTime(SqlValues.timestamp(at));
        return once(database.run(BatchWorkSql.ADD, parameters).map(rows -> {
            Row row = rows.iterator().next();
            return row.getBoolean("written")
                    ? Written.DONE
                    : row.getBoolean("collides") ? Written.COLLISION : Written.LOST;
        }));
    }

    private static Buffer value(PinIndex index) {
        return Buffer.buffer(index.value());
    }

    /**
     * Not run again after a lost connection: what became of the piece shows when the batch is taken the next time.
     */
    private static Future<Written> once(Future<Written> statement) {
        return statement.recover(failure -> {
            if (SqlFault.duplicate(failure)
                    .filter(PgVoucherStore.PIN_OR_SERIAL_EXISTS::contains)
                    .isPresent()) {
                return Future.succeededFuture(Written.COLLISION);
            }
            return SqlFault.lostToAnother(failure)
                    ? Future.succeededFuture(Written.LOST)
                    : Future.failedFuture(SqlFault.forPort(failure));
        });
    }

    @Override
    public Future<List<Placed>> vouchers(String batch, int after, int limit) {
        return database.read(BatchWorkSql.VOUCHERS, Tuple.of(batch, after, limit))
                .map(rows -> rows.stream().map(BatchRows::placed).toList());
    }

    @Override
    public Future<Written> checked(Work work, int vouchers) {
        return once(database.run(BatchWorkSql.CHECKED, progress(work, vouchers))
                .map(rows -> rows.rowCount() == 1 ? Written.DONE : Written.LOST));
    }

    @Override
    public Future<Written> release(Work work, int vouchers, Instant at) {
        return step(BatchWorkSql.RELEASE, work, vouchers, at);
    }

    @Override
    public Future<Written> takeBack(Work work, int vouchers, Instant at) {
        return step(BatchWorkSql.TAKE_BACK, work, vouchers, at);
    }

    private Future<Written> step(String sql, Work work, int vouchers, Instant at) {
        Tuple parameters = progress(work, vouchers).addOffsetDateTime(SqlValues.timestamp(at));
        return once(database.run(sql, parameters).map(rows -> rows.size() == 1 ? Written.DONE : Written.LOST));
    }

    private static Tuple progress(Work work, int vouchers) {
        return Tuple.tuple()
                .addString(work.batch().id())
                .addUUID(work.lease().worker())
                .addInteger(work.task().done())
                .addDouble(seconds(work.lease().length()))
                .addInteger(vouchers);
    }

    @Override
    public Future<Written> giveUp(Work work, String why, Instant at) {
        Tuple parameters = Tuple.of(work.batch().id(), work.lease().worker(), why, SqlValues.timestamp(at));
        return once(database.run(BatchWorkSql.GIVE_UP, parameters)
                .map(rows -> rows.size() == 1 ? Written.DONE : Written.LOST));
    }
}
