package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.StaleGenerationException;
import io.sealcharge.platform.app.TerminalStore;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Terminal;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** {@link TerminalStore} on PostgreSQL; its statements are in {@link TerminalSql}. */
public final class PgTerminalStore implements TerminalStore {
    private static final String NAME_TAKEN = "terminal_name_once";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    public PgTerminalStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Remembered<KeyHandover>>> findHandover(String channel, String reference) {
        return database.read(TerminalSql.FIND_HANDOVER, Tuple.of(channel, reference))
                .map(rows -> rows.stream().findFirst().map(PgTerminalStore::handover));
    }

    @Override
    public Future<Optional<Terminal>> get(String channel, UUID id) {
        return database.read(TerminalSql.FIND, Tuple.of(channel, id))
                .map(rows -> rows.stream().findFirst().map(PgTerminalStore::terminal));
    }

    @Override
    public Future<Optional<Terminal>> findActive(String channel, String name) {
        return database.read(TerminalSql.FIND_ACTIVE, Tuple.of(channel, name))
                .map(rows -> rows.stream().findFirst().map(PgTerminalStore::terminal));
    }

    @Override
    public Future<List<Terminal>> list(String channel, Wanted wanted) {
        UUID after = Objects.requireNonNullElse(wanted.after(), BEFORE_ALL);
        String name = wanted.name();
        return (name == null
                        ? database.read(TerminalSql.LIST, Tuple.of(channel, after, wanted.most()))
                        : database.read(TerminalSql.LIST_NAMED, Tuple.of(channel, after, wanted.most(), name)))
                .map(rows -> rows.stream().map(PgTerminalStore::terminal).toList());
    }

    @Override
    public Future<Outcome<KeyHandover>> register(KeyHandover first, byte[] requestDigest) {
        Tuple row = parameters(first, requestDigest);
        return database.act(() -> database.run(TerminalSql.REGISTER, row)
                .compose(
                        rows -> rows.iterator().next().getBoolean("handed")
                                ? Future.succeededFuture(Outcome.done(first))
                                : remembered(first, requestDigest)
                                        .map(known ->
                                                known.orElseGet(() -> Outcome.refused(Refusal.CHANNEL_SUSPENDED))),
                        failure -> settle(failure, first, requestDigest)));
    }

    @Override
    public Future<Outcome<KeyHandover>> rotate(KeyHandover next, byte[] requestDigest) {
        Tuple row = parameters(next, requestDigest);
        return database.act(() -> database.run(TerminalSql.ROTATE, row)
                .compose(
                        rows -> rows.iterator().next().getBoolean("handed")
                                ? Future.succeededFuture(Outcome.done(next))
                                : explain(next, requestDigest),
                        failure -> settle(failure, next, requestDigest)));
    }

    /** Why nothing was handed over: this very rotation was before, or something stands in its way. */
    private Future<Outcome<KeyHandover>> explain(KeyHandover next, byte[] requestDigest) {
        Tuple terminal = Tuple.of(next.key().channel(), next.key().terminal());
        return remembered(next, requestDigest)
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() ->
                                database.run(TerminalSql.ROTATABLE, terminal).compose(PgTerminalStore::obstacle)));
    }

    private static Future<Outcome<KeyHandover>> obstacle(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        if (!row.getBoolean("channel_active")) {
            return Future.succeededFuture(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        }
        if (row.getString("state") == null) {
            return Future.succeededFuture(Outcome.refused(Refusal.NOT_FOUND));
        }
        return state(row) == Terminal.State.REVOKED
                ? Future.succeededFuture(Outcome.refused(Refusal.TERMINAL_REVOKED))
                : Future.failedFuture(new StaleGenerationException());
    }

    /** A duplicate is the same reference before, or a name or a generation that somebody else was faster to take. */
    private Future<Outcome<KeyHandover>> settle(Throwable failure, KeyHandover handover, byte[] requestDigest) {
        Optional<String> duplicate = SqlFault.duplicate(failure);
        if (duplicate.isEmpty()) {
            return Future.failedFuture(failure);
        }
        return remembered(handover, requestDigest).compose(known -> {
            if (known.isPresent()) {
                return Future.succeededFuture(known.get());
            }
            return duplicate.get().equals(NAME_TAKEN)
                    ? Future.succeededFuture(Outcome.refused(Refusal.TERMINAL_EXISTS))
                    : Future.failedFuture(new LostRaceException(failure));
        });
    }

    private Future<Optional<Outcome<KeyHandover>>> remembered(KeyHandover handover, byte[] requestDigest) {
        return database.run(TerminalSql.FIND_HANDOVER, Tuple.of(handover.key().channel(), handover.reference()))
                .map(rows -> rows.stream().findFirst().map(row -> {
                    Remembered<KeyHandover> first = handover(row);
                    return first.answer().equals(handover) ? Outcome.done(handover) : first.answerTo(requestDigest);
                }));
    }

    @Override
    public Future<Optional<Terminal>> revoke(String channel, UUID id) {
        Tuple which = Tuple.of(channel, id);
        return database.act(() -> database.transaction(connection -> connection
                        .preparedQuery(TerminalSql.LOCK)
                        .execute(which)
                        .compose(locked ->
                                connection.preparedQuery(TerminalSql.REVOKE).execute(which))
                        .compose(revoked ->
                                connection.preparedQuery(TerminalSql.FIND).execute(which))))
                .map(rows -> rows.stream().findFirst().map(PgTerminalStore::terminal));
    }

    private static Tuple parameters(KeyHandover handover, byte[] requestDigest) {
        TerminalKeyId key = handover.key();
        return Tuple.tuple()
                .addString(key.channel())
                .addUUID(key.terminal())
                .addString(handover.terminal())
                .addInteger(key.generation())
                .addInteger(key.masterEpoch())
                .addString(handover.reference())
                .addBuffer(Buffer.buffer(requestDigest))
                .addString(handover.jkt())
                .addString(handover.envelope())
                .addOffsetDateTime(SqlValues.timestamp(handover.createdAt()));
    }

    private static Remembered<KeyHandover> handover(Row row) {
        KeyHandover handover = new KeyHandover(
                new TerminalKeyId(
                        row.getString("channel_id"),
                        row.getUUID("terminal_id"),
                        row.getInteger("generation"),
                        row.getInteger("master_epoch")),
                row.getString("name"),
                row.getString("reference"),
                row.getString("jkt"),
                row.getString("envelope"),
                SqlValues.instant(row, "created_at"));
        return new Remembered<>(handover, SqlValues.bytes(row, "request_digest"));
    }

    private static Terminal terminal(Row row) {
        return new Terminal(
                row.getUUID("id"),
                row.getString("channel_id"),
                row.getString("name"),
                state(row),
                row.getInteger("generation"),
                SqlValues.instant(row, "created_at"));
    }

    private static Terminal.State state(Row row) {
        return Terminal.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }
}
