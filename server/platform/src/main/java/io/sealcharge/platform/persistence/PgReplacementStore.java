package io.sealcharge.platform.persistence;

import io.sealcharge.platform.app.PinCollisionException;
import io.sealcharge.platform.app.ReplacementStore;
import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@link ReplacementStore} on PostgreSQL; its statements are in {@link ReplacementSql}. */
public final class PgReplacementStore implements ReplacementStore {
    private static final Set<String> PIN_OR_SERIAL_EXISTS =
            Set.of("voucher_pin_index_once", "voucher_serial_once", "replacement_new_once");

    private final Database database;

    public PgReplacementStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Remembered<Replacement>>> find(String channel, String reference) {
        return database.read(ReplacementSql.FIND, Tuple.of(channel, reference))
                .map(rows -> rows.stream().findFirst().map(ReplacementRows::replacement));
    }

    @Override
    public Future<Optional<Candidate>> findCandidate(String channel, UUID purchase, String serialNumber) {
        return database.read(ReplacementSql.FIND_CANDIDATE, Tuple.of(channel, purchase, serialNumber))
                .map(rows -> rows.stream().findFirst().map(ReplacementRows::candidate));
    }

    @Override
    public Future<Outcome<Replacement>> record(Draft draft) {
        Tuple parameters = ReplacementRows.parameters(draft);
        return database.act(() -> database.run(ReplacementSql.RECORD, parameters)
                .compose(rows -> judge(draft, rows.iterator().next()), failure -> settle(draft, failure)));
    }

    private Future<Outcome<Replacement>> judge(Draft draft, Row row) {
        if (row.getBoolean("replaced")) {
            return Future.succeededFuture(Outcome.done(ReplacementRows.replacement(draft)));
        }
        // the old voucher may be blocked by this very request, sent twice, and the PIN may be its own
        return remembered(draft).compose(first -> {
            if (first.isPresent()) {
                return Future.succeededFuture(first.get());
            }
            Optional<Refusal> refusal = refusal(draft, row);
            if (refusal.isEmpty() && row.getBoolean("pin_exists")) {
                return Future.failedFuture(new PinCollisionException());
            }
            return Future.succeededFuture(Outcome.refused(
                    refusal.orElseThrow(() -> new IllegalStateException("nothing forbids it: " + draft.id()))));
        });
    }

    private static Optional<Refusal> refusal(Draft draft, Row row) {
        if (!row.getBoolean("channel_active")) {
            return Optional.of(Refusal.CHANNEL_SUSPENDED);
        }
        if (!row.getBoolean("key_active")) {
            return Optional.of(Refusal.TERMINAL_REVOKED);
        }
        if (row.getString("serial_number") == null) {
            return Optional.of(Refusal.NOT_FOUND);
        }
        Optional<Refusal> ofVoucher = ReplacementRows.voucher(row).notReplaceable(SqlValues.millis(draft.at()));
        return ofVoucher.isEmpty() && !row.getBoolean("key_room")
                ? Optional.of(Refusal.TERMINAL_KEY_EXHAUSTED)
                : ofVoucher;
    }

    private Future<Outcome<Replacement>> settle(Draft draft, Throwable failure) {
        Optional<String> duplicate = SqlFault.duplicate(failure);
        if (duplicate.isEmpty()) {
            return Future.failedFuture(failure);
        }
        return remembered(draft).compose(first -> {
            if (first.isPresent()) {
                return Future.succeededFuture(first.get());
            }
            boolean collision = PIN_OR_SERIAL_EXISTS.contains(duplicate.get());
            return Future.failedFuture(collision ? new PinCollisionException() : failure);
        });
    }

    private Future<Optional<Outcome<Replacement>>> remembered(Draft draft) {
        return database.run(ReplacementSql.FIND, Tuple.of(draft.channel(), draft.reference()))
                .map(rows -> rows.stream().findFirst().map(row -> answer(draft, ReplacementRows.replacement(row))));
    }

    private static Outcome<Replacement> answer(Draft draft, Remembered<Replacement> first) {
        boolean own = first.answer().id().equals(draft.id());
        return own ? Outcome.done(first.answer()) : first.answerTo(draft.requestDigest());
    }
}
