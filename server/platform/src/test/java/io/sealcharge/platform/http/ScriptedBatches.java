package io.sealcharge.platform.http;

import io.sealcharge.platform.app.BatchImportStore;
import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.admin.ActivateBatch;
import io.sealcharge.platform.app.admin.CreateBatch;
import io.sealcharge.platform.app.admin.GetBatch;
import io.sealcharge.platform.app.admin.GetStockImportKey;
import io.sealcharge.platform.app.admin.ImportBatch;
import io.sealcharge.platform.app.admin.ListBatchRefusals;
import io.sealcharge.platform.app.admin.ListBatches;
import io.sealcharge.platform.app.admin.ListStockLevels;
import io.sealcharge.platform.app.admin.LockBatch;
import io.sealcharge.platform.app.admin.OperatorDesk;
import io.sealcharge.platform.app.admin.ValidateBatch;
import io.sealcharge.platform.app.admin.VoidBatch;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockLevel;
import io.sealcharge.platform.domain.StockRules;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One batch in memory and what is asked of it; refuses if told to. */
final class ScriptedBatches implements BatchStore, BatchImportStore {
    static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    final List<AdminAct> acts = new ArrayList<>();
    final List<ImportedRow> rows = new ArrayList<>();
    int woken;

    @Nullable
    NewBatch ordered;

    @Nullable
    NewImport imported;

    @Nullable
    Change changed;

    @Nullable
    Refusal refusal;

    boolean before;
    boolean superseded;

    /** As nothing had been scripted or asked. */
    void forget() {
        acts.clear();
        rows.clear();
        woken = 0;
        ordered = null;
        imported = null;
        changed = null;
        refusal = null;
        before = false;
        superseded = false;
    }

    BatchUseCases useCases(OperatorDesk desk, Keys keys, InstantSource clock) {
        Runnable wake = () -> woken++;
        return new BatchUseCases(
                new CreateBatch(desk, this, wake),
                new ImportBatch(desk, this, keys, clock),
                new ListBatches(desk, this),
                new GetBatch(desk, this),
                new ListBatchRefusals(desk, this),
                new ValidateBatch(desk, this, wake),
                new ActivateBatch(desk, this),
                new LockBatch(desk, this),
                new VoidBatch(desk, this, wake),
                new ListStockLevels(desk, this),
                new GetStockImportKey(desk, keys));
    }

    static Batch batch(String id, BatchState state, Batch.@Nullable Task task) {
        return new Batch(id, "card-50", Batch.Origin.GENERATED, state, 300, 100, 2, AT, AT, task);
    }

    private static Batch made(String id) {
        return batch(id, BatchState.DRAFT, new Batch.Task(Batch.Task.Kind.GENERATE, 100, 300));
    }

    private <T> Future<Outcome<T>> done(T value, AdminAct act) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        acts.add(act);
        return Future.succeededFuture(before ? Outcome.replayed(value) : Outcome.done(value));
    }

    @Override
    public Future<Outcome<Batch>> create(NewBatch batch, AdminAct act) {
        ordered = batch;
        return done(made(batch.id()), act);
    }

    @Override
    public Future<List<Batch>> list(String after, int limit) {
        return Future.succeededFuture(List.of("a", "b", "c").stream()
                .filter(id -> id.compareTo(after) > 0)
                .limit(limit)
                .map(ScriptedBatches::made)
                .toList());
    }

    @Override
    public Future<Optional<Described>> find(String id) {
        return Future.succeededFuture(Optional.of(id)
                .filter("a"::equals)
                .map(known -> new Described(
                        made(known),
                        List.of(
                                new Batch.Event(null, BatchState.DRAFT, "operator", "created", AT),
                                new Batch.Event(BatchState.DRAFT, BatchState.DRAFT, "platform", "not valid", AT)))));
    }

    @Override
    public Future<Outcome<Batch>> change(Change change, AdminAct act) {
        changed = change;
        boolean validating = change.to() == BatchState.VALIDATED;
        return done(
                batch(
                        change.id(),
                        validating ? BatchState.DRAFT : change.to(),
                        validating ? new Batch.Task(Batch.Task.Kind.VALIDATE, 0, 200) : null),
                act);
    }

    @Override
    public Future<Optional<List<RefusedRow>>> refusals(String id, int after, int limit) {
        return Future.succeededFuture(Optional.of(id)
                .filter("a"::equals)
                .map(known -> IntStream.rangeClosed(after + 1, 5)
                        .limit(limit)
                        .mapToObj(line -> new RefusedRow(line, "pin_format"))
                        .toList()));
    }

    @Override
    public Future<List<StockLevel>> levels() {
        return Future.succeededFuture(List.of(new StockLevel("card-50", true, 7, 2, 1)));
    }

    @Override
    public Future<Outcome<Standing>> begin(NewImport order, AdminAct act) {
        imported = order;
        return done(new Standing(made(order.id()), act.id(), 0, new StockRules(new PinFormat(18, false), 16)), act);
    }

    @Override
    public Future<Boolean> add(Standing standing, List<ImportedRow> added, Instant at) {
        rows.addAll(added);
        return Future.succeededFuture(!superseded);
    }

    @Override
    public Future<Outcome<Batch>> finish(Standing standing) {
        return Future.succeededFuture(Outcome.done(batch(standing.batch().id(), BatchState.DRAFT, null)));
    }
}
