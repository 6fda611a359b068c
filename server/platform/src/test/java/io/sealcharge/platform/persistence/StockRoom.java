package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.digest;
import static io.sealcharge.platform.persistence.Shop.done;

import io.sealcharge.platform.app.BatchStore.Change;
import io.sealcharge.platform.app.BatchStore.NewBatch;
import io.sealcharge.platform.app.BatchWorkStore;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.app.WorkOnBatches;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Batches, for tests: asks for them as the use cases would, and works on them without an HSM. */
final class StockRoom {
    private static final AtomicInteger COUNT = new AtomicInteger();
    static final String OPERATOR = "operator-1";

    final DatabaseExtension postgres;
    final PgBatchStore batches;
    final StockKeys keys = new StockKeys();

    StockRoom(DatabaseExtension postgres) {
        this.postgres = postgres;
        this.batches = new PgBatchStore(postgres.database());
        postgres.execute("INSERT INTO channel (id, name, scopes, kind) VALUES ('" + OPERATOR
                + "', 'Operator', '{admin:stock}', 'operator') ON CONFLICT DO NOTHING");
    }

    static String newId() {
        return "batch-" + COUNT.incrementAndGet();
    }

    static NewBatch order(String id, int quantity, @Nullable Instant expiresAt) {
        return new NewBatch(id, Shop.PAR.id(), quantity, expiresAt, digest(id + quantity + expiresAt), "created");
    }

    /** An act of the operator. */
    static AdminAct act(String operation, String batch) {
        return act(operation, batch, NOW);
    }

    static AdminAct act(String operation, String batch, Instant at) {
        return new AdminAct(UUID.randomUUID(), OPERATOR, at, AdminAct.Deed.of(operation, batch));
    }

    Future<Outcome<Batch>> create(NewBatch order) {
        return batches.create(order, act("createBatch", order.id()));
    }

    /** Acts of the operator on a batch. */
    long acts(String batch) {
        return postgres.number("SELECT count(*) FROM admin_act WHERE target = '" + batch + "'");
    }

    /** A new batch that nobody has worked on. */
    Batch ordered(int quantity) {
        return done(await(create(order(newId(), quantity, null))));
    }

    Outcome<Batch> change(String id, BatchState to) {
        return await(changing(id, to));
    }

    Future<Outcome<Batch>> changing(String id, BatchState to) {
        return batches.change(new Change(id, to, "as agreed"), act("changeBatch", id));
    }

    Batch batch(String id) {
        return await(batches.find(id)).orElseThrow().batch();
    }

    /** A worker on a node of its own. */
    WorkOnBatches worker(BatchWorkStore store, Duration lease) {
        return new WorkOnBatches(
                store,
                keys.asKeys(),
                new TimeOrderedIds(InstantSource.system(), new SecureRandom()),
                InstantSource.system(),
                new Random(1),
                new WorkOnBatches.Settings(UUID.randomUUID(), lease, 256));
    }

    WorkOnBatches worker() {
        return worker(new PgBatchWorkStore(postgres.database()), Duration.ofSeconds(30));
    }

    /** Works until there is nothing to do. */
    void work() {
        WorkOnBatches worker = worker();
        while (await(worker.execute()).worked()) {
            // goes on
        }
    }

    /** A new batch, made and brought to a state. */
    String in(BatchState state, int quantity) {
        return in(state, quantity, null);
    }

    String in(BatchState state, int quantity, @Nullable Instant expiresAt) {
        NewBatch order = order(newId(), quantity, expiresAt);
        // ordered the day before, so that it may have expired by now
        AdminAct act = act("createBatch", order.id(), NOW.minus(Duration.ofDays(1)));
        String id = done(await(batches.create(order, act))).id();
        work();
        if (state != BatchState.DRAFT) {
            done(change(id, BatchState.VALIDATED));
            work();
        }
        if (state == BatchState.ACTIVE || state == BatchState.LOCKED) {
            done(change(id, BatchState.ACTIVE));
        }
        if (state == BatchState.LOCKED) {
            done(change(id, BatchState.LOCKED));
        }
        if (state == BatchState.VOID) {
            done(change(id, BatchState.VOID));
            work();
        }
        return id;
    }

    long vouchers(String batch, String state) {
        return postgres.number(
                "SELECT count(*) FROM voucher WHERE batch_id = '" + batch + "' AND state = '" + state + "'");
    }

    /** Vouchers of a batch that stand where their own history says they do. */
    long vouchersTrueToHistory(String batch) {
        return postgres.number("""
                SELECT count(*) FROM voucher v
                WHERE batch_id = '%s' AND state = (SELECT to_state FROM voucher_history h
                    WHERE h.serial_number = v.serial_number ORDER BY h.id DESC LIMIT 1)
                """.formatted(batch));
    }
}
