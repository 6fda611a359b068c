package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.StockStore;
import io.sealcharge.platform.domain.ClaimedVoucher;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.PinBox;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link StockStore} on PostgreSQL; its statements are in {@link StockSql}. */
public final class PgStockStore implements StockStore {
    private final Database database;

    public PgStockStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<ClaimedVoucher>> claim(Claim claim) {
        Place after = claim.after();
        Tuple parameters = Tuple.tuple()
                .addString(claim.product())
                .addString(after == null ? null : after.batch())
                .addOffsetDateTime(after == null ? null : timestamp(after.expiresAt()))
                .addString(after == null ? null : after.serialNumber())
                .addInteger(claim.limit())
                .addUUID(claim.node())
                .addDouble(PgBatchWorkStore.seconds(claim.lease()))
                .addOffsetDateTime(SqlValues.timestamp(claim.at()));
        Instant leasedUntil = claim.at().plus(claim.lease());
        return database.act(() -> database.run(StockSql.CLAIM, parameters)
                .map(rows -> rows.stream().map(row -> voucher(row, leasedUntil)).toList()));
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant time) {
        return time == null ? null : SqlValues.timestamp(time);
    }

    private static ClaimedVoucher voucher(Row row, Instant leasedUntil) {
        return new ClaimedVoucher(
                row.getString("serial_number"),
                row.getString("batch_id"),
                new Money(row.getLong("face_value_minor"), row.getString("currency")),
                SqlValues.instantIfAny(row, "expires_at").orElse(null),
                new PinBox(SqlValues.bytes(row, "pin_box"), row.getInteger("pin_box_epoch")),
                leasedUntil);
    }

    @Override
    public Future<Integer> release(UUID node, List<String> serialNumbers, Instant at) {
        return count(StockSql.RELEASE, "freed", own(node, serialNumbers, at));
    }

    @Override
    public Future<Integer> releaseExpired(Instant at, int limit) {
        return count(StockSql.RELEASE_EXPIRED, "freed", Tuple.of(SqlValues.timestamp(at), limit));
    }

    @Override
    public Future<Integer> block(UUID node, List<String> serialNumbers, String why, Instant at) {
        return count(StockSql.BLOCK, "blocked", own(node, serialNumbers, at).addString(why));
    }

    private static Tuple own(UUID node, List<String> serialNumbers, Instant at) {
        return Tuple.tuple()
                .addOffsetDateTime(SqlValues.timestamp(at))
                .addUUID(node)
                .addArrayOfString(serialNumbers.toArray(String[]::new));
    }

    private Future<Integer> count(String sql, String column, Tuple parameters) {
        return database.act(() -> database.run(sql, parameters)
                .map(rows -> rows.iterator().next().getLong(column).intValue()));
    }
}
