package io.sealcharge.platform.persistence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link RechargeStore} on PostgreSQL; its statements are in {@link RechargeRequestSql} and {@link RechargeSql}. */
public final class PgRechargeStore implements RechargeStore {
    private static final Logger LOG = LoggerFactory.getLogger(PgRechargeStore.class);
    private static final int RETRY_AFTER_FULL_SECONDS = 5;

    private final Database database;
    private final Counter ambiguousPins;

    /** @param meters gets {@code sealcharge.recharge.ambiguous.pins}: PINs that two vouchers answer to; 0 or an alarm */
    public PgRechargeStore(Database database, MeterRegistry meters) {
        this.database = database;
        this.ambiguousPins = meters.counter("sealcharge.recharge.ambiguous.pins");
    }

    @Override
    public Future<Optional<Remembered<RechargeRequest>>> findRequest(String channel, String reference) {
        return database.read(RechargeRequestSql.FIND_BY_REFERENCE, Tuple.of(channel, reference))
                .map(rows -> first(rows, RechargeRows::rememberedRequest));
    }

    @Override
    public Future<Optional<KeyOnFile>> findKey(String channel, String kid) {
        return database.read(RechargeRequestSql.FIND_BY_KID, Tuple.of(channel, kid))
                .map(rows -> first(rows, RechargeRows::keyOnFile));
    }

    @Override
    public Future<Optional<Remembered<Recharge>>> findRecharge(String channel, String reference) {
        return database.read(RechargeSql.FIND_BY_REFERENCE, Tuple.of(channel, reference))
                .map(rows -> first(rows, RechargeRows::recharge));
    }

    @Override
    public Future<Optional<Recharge>> getRecharge(String channel, UUID id) {
        return database.read(RechargeSql.FIND_BY_ID, Tuple.of(channel, id))
                .map(rows -> first(rows, RechargeRows::recharge).map(Remembered::answer));
    }

    @Override
    public Future<List<Money>> balances(String phoneNumber) {
        return database.read(RechargeSql.BALANCES, Tuple.of(phoneNumber))
                .map(rows -> rows.stream()
                        .map(row -> new Money(row.getLong("balance_minor"), row.getString("currency")))
                        .toList());
    }

    @Override
    public Future<Integer> expireKeys(Instant now, int limit) {
        return database.read(RechargeRequestSql.EXPIRE, Tuple.of(SqlValues.timestamp(now), limit))
                .map(SqlResult::rowCount);
    }

    @Override
    public Future<Outcome<RecordedRequest>> recordRequest(
            RechargeRequest request, byte[] requestDigest, Limits limits) {
        Tuple parameters = RechargeRows.parameters(request, requestDigest, limits);
        return database.act(() -> database.run(RechargeRequestSql.RECORD, parameters)
                .compose(
                        rows -> judge(request, requestDigest, rows),
                        failure -> settle(failure, () -> rememberedRequest(request, requestDigest))));
    }

    private Future<Outcome<RecordedRequest>> judge(RechargeRequest request, byte[] requestDigest, RowSet<Row> rows) {
        Row row = rows.iterator().next();
        if (row.getBoolean("recorded")) {
            RecordedRequest recorded = new RecordedRequest(RechargeRows.written(request), voided(rows));
            return Future.succeededFuture(Outcome.done(recorded));
        }
        return rememberedRequest(request, requestDigest).compose(first -> {
            if (first.isPresent()) {
                return Future.succeededFuture(first.get());
            }
            if (!row.getBoolean("channel_active")) {
                return Future.succeededFuture(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
            }
            if (!row.getBoolean("within_channel")) {
                return Future.succeededFuture(Outcome.refused(Refusal.TOO_MANY_OUTSTANDING));
            }
            return Future.failedFuture(
                    new UnavailableException(UnavailableException.Part.CAPACITY, RETRY_AFTER_FULL_SECONDS, null));
        });
    }

    private static List<AssignedKey> voided(RowSet<Row> rows) {
        List<AssignedKey> keys = new ArrayList<>();
        for (Row row : rows) {
            if (row.getString("kid") != null) {
                keys.add(new AssignedKey(
                        row.getString("kid"),
                        SqlValues.bytes(row, "public_point"),
                        null,
                        row.getInteger("wrap_epoch")));
            }
        }
        return keys;
    }

    private Future<Optional<Outcome<RecordedRequest>>> rememberedRequest(
            RechargeRequest request, byte[] requestDigest) {
        return database.run(RechargeRequestSql.FIND_BY_REFERENCE, Tuple.of(request.channel(), request.reference()))
                .map(rows -> first(rows, RechargeRows::rememberedRequest).map(first -> {
                    Remembered<RecordedRequest> recorded =
                            new Remembered<>(new RecordedRequest(first.answer(), List.of()), first.requestDigest());
                    boolean own = first.answer().id().equals(request.id());
                    return own ? Outcome.done(recorded.answer()) : recorded.answerTo(requestDigest);
                }));
    }

    @Override
    public Future<Outcome<Recharge>> redeem(Attempt attempt) {
        Tuple parameters = RechargeRows.parameters(attempt);
        return database.act(() -> database.run(RechargeSql.REDEEM, parameters)
                .compose(
                        rows -> first(rows, row -> judged(attempt, row))
                                .map(recharge -> Future.succeededFuture(Outcome.done(recharge)))
                                .orElseGet(() -> explain(attempt)),
                        failure -> settle(failure, () -> rememberedRecharge(attempt))));
    }

    private Recharge judged(Attempt attempt, Row row) {
        if (row.getString("verdict").equals("pin_ambiguous")) {
            ambiguousPins.increment();
            LOG.error("two vouchers answer to one PIN: recharge {} refused", attempt.id());
        }
        return RechargeRows.judged(attempt, row);
    }

    /** Why the key could not be spent; its state may have changed since, and then the act runs again. */
    private Future<Outcome<Recharge>> explain(Attempt attempt) {
        return rememberedRecharge(attempt)
                .compose(first -> first.isPresent()
                        ? Future.succeededFuture(first.get())
                        : database.run(RechargeRequestSql.KEY_STATE, Tuple.of(attempt.channel(), attempt.kid()))
                                .compose(rows -> first(rows, row -> refusal(attempt, row))
                                        .orElse(Optional.of(Refusal.KID_UNKNOWN))
                                        .map(refusal -> Future.succeededFuture(Outcome.<Recharge>refused(refusal)))
                                        .orElseGet(() -> Future.failedFuture(new LostRaceException(null)))));
    }

    private static Optional<Refusal> refusal(Attempt attempt, Row row) {
        if (!row.getBoolean("channel_active")) {
            return Optional.of(Refusal.CHANNEL_SUSPENDED);
        }
        if (row.getString("state") == null) {
            return Optional.of(Refusal.KID_UNKNOWN);
        }
        if (!attempt.reference().equals(row.getString("reference"))
                || !attempt.terminal().equals(row.getString("terminal"))) {
            return Optional.of(Refusal.KID_FOREIGN);
        }
        return switch (RechargeRows.keyState(row)) {
            case USED -> Optional.of(Refusal.KID_USED);
            case VOID -> Optional.of(Refusal.KID_EXPIRED);
            case OUTSTANDING ->
                SqlValues.instant(row, "expires_at").isAfter(SqlValues.millis(attempt.at()))
                        ? Optional.empty()
                        : Optional.of(Refusal.KID_EXPIRED);
        };
    }

    private Future<Optional<Outcome<Recharge>>> rememberedRecharge(Attempt attempt) {
        return database.run(RechargeSql.FIND_BY_REFERENCE, Tuple.of(attempt.channel(), attempt.reference()))
                .map(rows -> first(rows, RechargeRows::recharge).map(first -> {
                    boolean own = first.answer().id().equals(attempt.id());
                    return own ? Outcome.done(first.answer()) : first.answerTo(attempt.requestDigest());
                }));
    }

    /** A duplicate is the same reference before, or else another act that was faster: then this one runs again. */
    private static <T> Future<T> settle(
            Throwable failure, java.util.function.Supplier<Future<Optional<T>>> remembered) {
        if (SqlFault.duplicate(failure).isEmpty()) {
            return Future.failedFuture(failure);
        }
        return remembered
                .get()
                .compose(first -> first.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new LostRaceException(failure))));
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> mapping) {
        return rows.stream().findFirst().map(mapping);
    }
}
