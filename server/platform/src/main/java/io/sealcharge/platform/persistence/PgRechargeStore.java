package io.sealcharge.platform.persistence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.RechargeStanding;
import io.sealcharge.platform.app.RechargeStore;
import io.sealcharge.platform.app.RequestStanding;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.persistence.RechargeRequestRows.Asking;
import io.sealcharge.platform.persistence.RechargeRows.Redeeming;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link RechargeStore} on PostgreSQL; its statements are in {@link RechargeRequestSql},
 * {@link RechargeSql} and {@link RedeemSql}.
 */
public final class PgRechargeStore implements RechargeStore {
    private static final Logger LOG = LoggerFactory.getLogger(PgRechargeStore.class);
    private static final int RETRY_AFTER_FULL_SECONDS = 5;

    private final Database database;
    private final Function<RechargeRequestRows.Look, Future<RequestStanding>> requestLooks;
    private final Function<Asking, Future<Row>> requests;
    private final Function<Look, Future<RechargeStanding>> looks;
    private final Function<Redeeming, Future<Optional<Row>>> recharges;
    private final Counter ambiguousPins;
    private final Counter bars;

    /**
     * @param meters gets the sizes and times of the batches of looks, recharge requests and recharges; {@code
     *     sealcharge.recharge.ambiguous.pins}: PINs that two vouchers answer to; 0 or an alarm; and {@code
     *     sealcharge.guess.bars}: terminals barred
     */
    public PgRechargeStore(Database database, MeterRegistry meters) {
        this.database = database;
        this.requestLooks = database.gather(
                new Batch<>(
                        "look before a recharge request",
                        RechargeRequestSql.STANDING,
                        RechargeRequestRows::looks,
                        RechargeRequestRows::standings,
                        Batch.together()),
                meters);
        this.requests = database.gather(
                new Batch<>(
                        "recharge request",
                        RechargeRequestSql.RECORD,
                        RechargeRequestRows::parameters,
                        RechargeRequestRows::verdicts,
                        RechargeRequestRows::keys),
                meters);
        this.looks = database.gather(
                new Batch<>(
                        "look before a recharge",
                        RechargeSql.STANDING,
                        RechargeRows::looks,
                        RechargeRows::standings,
                        Batch.together()),
                meters);
        this.recharges = database.gather(
                new Batch<>(
                        "recharge",
                        RedeemSql.REDEEM,
                        RechargeRows::parameters,
                        RechargeRows::verdicts,
                        RechargeRows::keys),
                meters);
        this.ambiguousPins = meters.counter("sealcharge.recharge.ambiguous.pins");
        this.bars = meters.counter("sealcharge.guess.bars");
    }

    @Override
    public Future<Optional<Remembered<RechargeRequest>>> findRequest(String channel, String reference) {
        return database.read(RechargeRequestSql.FIND_BY_REFERENCE, Tuple.of(channel, reference))
                .map(rows -> first(rows, RechargeRequestRows::remembered));
    }

    @Override
    public Future<RequestStanding> standing(String channel, String reference, String terminal) {
        return requestLooks
                .apply(new RechargeRequestRows.Look(channel, reference, terminal))
                .recover(failure -> Future.failedFuture(SqlFault.forPort(failure)));
    }

    @Override
    public Future<RechargeStanding> standing(Look look) {
        return looks.apply(look).recover(failure -> Future.failedFuture(SqlFault.forPort(failure)));
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
    public Future<Integer> expireVouchers(Instant now, int limit) {
        Tuple parameters = Tuple.of(SqlValues.timestamp(now), limit);
        return database.read(ExpirySql.EXPIRE_SOLD, parameters)
                .compose(sold -> database.read(ExpirySql.EXPIRE_UNSOLD, parameters)
                        .map(unsold -> count(sold, "expired") + count(unsold, "expired")));
    }

    private static int count(RowSet<Row> rows, String column) {
        return Math.toIntExact(rows.iterator().next().getLong(column));
    }

    @Override
    public Future<Recharge> settle(UUID rechargeId, boolean credited, Instant at) {
        Tuple parameters = Tuple.of(rechargeId, credited, SqlValues.timestamp(at));
        return database.act(() -> database.run(RedeemSql.SETTLE, parameters).compose(rows -> {
            Row row = rows.iterator().next();
            if (row.getBoolean("settled") && !row.getBoolean("changed")) {
                LOG.error("recharge {} was settled, but its voucher was not reserved", rechargeId);
            }
            return database.run(RechargeSql.FIND_ANY_BY_ID, Tuple.of(rechargeId))
                    .map(found -> first(found, RechargeRows::recharge)
                            .map(Remembered::answer)
                            .orElseThrow());
        }));
    }

    @Override
    public Future<List<Recharge>> takeDue(Instant now, Duration firstPause, Duration longestPause, int limit) {
        return database.read(
                        RedeemSql.TAKE_DUE,
                        Tuple.of(SqlValues.timestamp(now), limit, firstPause.toMillis(), longestPause.toMillis()))
                .map(rows -> rows.stream().map(RechargeRows::pending).toList());
    }

    @Override
    public Future<Open> open() {
        return database.read(RedeemSql.OPEN, Tuple.tuple()).map(rows -> {
            Row row = rows.iterator().next();
            return new Open(
                    row.getLong("open"), SqlValues.instantIfAny(row, "oldest").orElse(null));
        });
    }

    @Override
    public Future<List<Refusals>> refusals(Instant since) {
        return database.read(RechargeSql.REFUSALS, Tuple.of(SqlValues.timestamp(since)))
                .map(rows -> rows.stream()
                        .map(row -> new Refusals(row.getString("channel_id"), row.getLong("refusals")))
                        .toList());
    }

    @Override
    public Future<Outcome<RecordedRequest>> recordRequest(
            RechargeRequest request, byte[] requestDigest, Limits limits) {
        Asking asking = new Asking(request, requestDigest, limits);
        return database.act(() -> requests.apply(asking)
                .compose(
                        row -> judge(request, requestDigest, row),
                        failure -> settle(failure, () -> rememberedRequest(request, requestDigest))));
    }

    private Future<Outcome<RecordedRequest>> judge(RechargeRequest request, byte[] requestDigest, Row row) {
        if (row.getBoolean("recorded")) {
            RecordedRequest recorded =
                    new RecordedRequest(RechargeRequestRows.written(request), RechargeRequestRows.voided(row));
            return Future.succeededFuture(Outcome.done(recorded));
        }
        if (row.getBoolean("seen")) {
            return rememberedRequest(request, requestDigest).map(Optional::orElseThrow);
        }
        return refuse(request, row);
    }

    private static Future<Outcome<RecordedRequest>> refuse(RechargeRequest request, Row row) {
        if (!row.getBoolean("channel_active")) {
            return Future.succeededFuture(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        }
        if (row.getBoolean("barred")) {
            return Future.succeededFuture(Outcome.refused(Refusal.TERMINAL_BARRED));
        }
        Optional<Refusal> keyFault = RechargeRequestRows.sharedKeyFault(request, row);
        if (keyFault.isPresent()) {
            return Future.succeededFuture(Outcome.refused(keyFault.get()));
        }
        if (!row.getBoolean("within_channel")) {
            return Future.succeededFuture(Outcome.refused(Refusal.TOO_MANY_OUTSTANDING));
        }
        return Future.failedFuture(
                new UnavailableException(UnavailableException.Part.CAPACITY, RETRY_AFTER_FULL_SECONDS, null));
    }

    private Future<Optional<Outcome<RecordedRequest>>> rememberedRequest(
            RechargeRequest request, byte[] requestDigest) {
        return database.run(RechargeRequestSql.FIND_BY_REFERENCE, Tuple.of(request.channel(), request.reference()))
                .map(rows -> first(rows, RechargeRequestRows::remembered).map(first -> {
                    Remembered<RecordedRequest> recorded =
                            new Remembered<>(new RecordedRequest(first.answer(), List.of()), first.requestDigest());
                    boolean own = first.answer().id().equals(request.id());
                    return own ? Outcome.done(recorded.answer()) : recorded.answerTo(requestDigest);
                }));
    }

    @Override
    public Future<Outcome<Recharge>> redeem(Attempt attempt, Rules rules) {
        Redeeming redeeming = new Redeeming(attempt, rules);
        return database.act(() -> recharges
                .apply(redeeming)
                .compose(
                        verdict ->
                                verdict.map(row -> judged(attempt, rules, row)).orElseGet(() -> explain(attempt)),
                        failure -> settle(failure, () -> rememberedRecharge(attempt))));
    }

    private Future<Outcome<Recharge>> judged(Attempt attempt, Rules rules, Row row) {
        String verdict = row.getString("verdict");
        if (!row.getBoolean("acted") && !verdict.equals(RechargeRows.BEING_REDEEMED)) {
            return Future.failedFuture(new LostRaceException(null));
        }
        if (verdict.equals("pin_ambiguous")) {
            ambiguousPins.increment();
            LOG.error("two vouchers answer to one PIN: recharge {} refused", attempt.id());
        }
        if (row.getBoolean("barred")) {
            bars.increment();
            LOG.atWarn()
                    .addKeyValue("channel", attempt.channel())
                    .addKeyValue("terminal", attempt.terminal())
                    .log("terminal barred: too many refused recharges");
        }
        return Future.succeededFuture(Outcome.done(RechargeRows.judged(attempt, rules, row)));
    }

    /** Why the key could not be spent; its state may have changed since, and then the act runs again. */
    private Future<Outcome<Recharge>> explain(Attempt attempt) {
        // the phone number's window has been judged before the envelope was opened
        Look look = new Look(
                attempt.channel(),
                attempt.reference(),
                attempt.kid(),
                attempt.terminal(),
                attempt.phoneNumber(),
                attempt.at(),
                1);
        return looks.apply(look).compose(standing -> {
            if (standing.stored().isPresent()) {
                return Future.succeededFuture(answer(attempt, standing.stored().get()));
            }
            return standing.fault(attempt.kid(), attempt.terminal(), SqlValues.millis(attempt.at()))
                    .map(refusal -> Future.succeededFuture(Outcome.<Recharge>refused(refusal)))
                    .orElseGet(() -> Future.failedFuture(new LostRaceException(null)));
        });
    }

    private Future<Optional<Outcome<Recharge>>> rememberedRecharge(Attempt attempt) {
        return database.run(RechargeSql.FIND_BY_REFERENCE, Tuple.of(attempt.channel(), attempt.reference()))
                .map(rows -> first(rows, RechargeRows::recharge).map(first -> answer(attempt, first)));
    }

    private static Outcome<Recharge> answer(Attempt attempt, Remembered<Recharge> first) {
        boolean own = first.answer().id().equals(attempt.id());
        return own ? Outcome.done(first.answer()) : first.answerTo(attempt.requestDigest());
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
