package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.BatchWorkStore;
import io.sealcharge.platform.app.BatchWorkStore.Work;
import io.sealcharge.platform.app.UnavailableException;
import io.sealcharge.platform.app.WorkOnBatches;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.StockVoucher;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class WorkOnBatchesTest {
    private static final int QUANTITY = 1_000;
    private static final int PIECES = 4;

    @RegisterExtension
    static final DatabaseExtension POSTGRES = new DatabaseExtension();

    StockRoom room;

    @BeforeAll
    static void open() {
        Shop.open(POSTGRES.database());
    }

    @BeforeEach
    void nothingToDo() {
        room = new StockRoom(POSTGRES);
        room.work();
    }

    @Test
    void aBatchIsMadePieceByPieceWithItsProgressInSight() {
        String id = room.ordered(QUANTITY).id();
        WorkOnBatches worker = room.worker();
        for (int piece = 1; piece <= PIECES; piece++) {
            await(worker.execute());
            Batch batch = room.batch(id);
            assertThat(batch.produced()).isEqualTo(Math.min(QUANTITY, piece * 256));
            assertThat(room.vouchers(id, "created")).isEqualTo(batch.produced());
        }
        assertThat(room.batch(id).task()).isNull();
        assertThat(await(worker.execute()).worked()).isFalse();
        assertWhole(id);
    }

    private void assertWhole(String id) {
        assertThat(POSTGRES.text(
                        "SELECT count(*) || ' ' || count(DISTINCT pin_index) || ' ' || min(batch_ordinal) || ' '"
                                + " || max(batch_ordinal) FROM voucher WHERE batch_id = '" + id + "'"))
                .isEqualTo("1000 1000 1 1000");
        assertThat(room.vouchersTrueToHistory(id)).isEqualTo(QUANTITY);
        assertThat(POSTGRES.number("SELECT count(*) FROM voucher_history h JOIN voucher v USING (serial_number)"
                        + " WHERE batch_id = '" + id + "' AND h.to_state = 'created' AND h.actor = 'operator-1'"))
                .isEqualTo(QUANTITY);
    }

    @Test
    void aWorkerThatDiesAnywhereLeavesWholePiecesAndAnotherGoesOn() {
        List<String> deaths = List.of("take", "add");
        String id = room.ordered(QUANTITY).id();
        Duration brief = Duration.ofMillis(200);
        for (int piece = 0; piece < 3; piece++) {
            for (String death : deaths) {
                for (boolean after : new boolean[] {false, true}) {
                    WorkOnBatches dying = room.worker(dying(death, after), brief);
                    assertThatThrownBy(() -> await(dying.execute())).isInstanceOf(UnavailableException.class);
                    assertThat(room.vouchers(id, "created"))
                            .isEqualTo(room.batch(id).produced())
                            .isLessThanOrEqualTo(QUANTITY);
                    pause(250);
                }
            }
        }
        room.work();
        assertWhole(id);
    }

    @Test
    void aValidationThatDiesAnywhereIsGoneOnWith() {
        String id = room.in(BatchState.DRAFT, QUANTITY);
        done(room.change(id, BatchState.VALIDATED));
        for (String death : List.of("take", "vouchers", "checked", "take", "checked", "release", "release")) {
            WorkOnBatches dying = room.worker(dying(death, true), Duration.ofMillis(200));
            try {
                for (int piece = 0; piece < 3; piece++) {
                    await(dying.execute());
                }
            } catch (UnavailableException died) {
                pause(250);
            }
        }
        pause(250);
        room.work();
        assertThat(room.batch(id).state()).isEqualTo(BatchState.VALIDATED);
        assertThat(room.vouchers(id, "available")).isEqualTo(QUANTITY);
        assertThat(room.vouchersTrueToHistory(id)).isEqualTo(QUANTITY);
        assertThat(POSTGRES.number("SELECT count(*) FROM voucher_history h JOIN voucher v USING (serial_number)"
                        + " WHERE batch_id = '" + id + "' AND h.reason = 'validation'"))
                .isEqualTo(QUANTITY);
    }

    /** A store behind which the process dies: before a call reaches it, or after it was carried out. */
    private static BatchWorkStore dying(String call, boolean after) {
        BatchWorkStore alive = new PgBatchWorkStore(POSTGRES.database());
        return (BatchWorkStore) Proxy.newProxyInstance(
                BatchWorkStore.class.getClassLoader(),
                new Class<?>[] {BatchWorkStore.class},
                (proxy, method, arguments) -> {
                    boolean dies = method.getName().equals(call);
                    Future<?> death =
                            Future.failedFuture(new UnavailableException(UnavailableException.Part.DATABASE, 1, null));
                    if (dies && !after) {
                        return death;
                    }
                    try {
                        Future<?> answer = (Future<?>) method.invoke(alive, arguments);
                        return dies ? answer.compose(done -> death) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void nodesShareBatchesAndNoPieceIsDoneTwice() {
        List<String> ids =
                List.of(room.ordered(QUANTITY).id(), room.ordered(QUANTITY).id());
        Set<Integer> working = ConcurrentHashMap.newKeySet();
        CyclicBarrier ready = new CyclicBarrier(3);
        List<CompletableFuture<Void>> nodes = List.of(1, 2, 3).stream()
                .map(node -> CompletableFuture.runAsync(
                        () -> {
                            Database own = POSTGRES.anotherNode();
                            await(own.answers());
                            meet(ready);
                            WorkOnBatches worker = room.worker(new PgBatchWorkStore(own), Duration.ofSeconds(5));
                            while (await(worker.execute()).worked()) {
                                working.add(node);
                            }
                            await(own.close());
                        },
                        Executors.newVirtualThreadPerTaskExecutor()))
                .toList();
        nodes.forEach(CompletableFuture::join);
        room.work();
        ids.forEach(this::assertWhole);
        assertThat(room.keys.minted).isEqualTo(2 * QUANTITY);
        assertThat(working).hasSizeGreaterThanOrEqualTo(2);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLeaseKeepsOthersAwayUntilItEnds() {
        String id = room.ordered(QUANTITY).id();
        await(room.worker(new PgBatchWorkStore(POSTGRES.database()), Duration.ofMillis(600))
                .execute());
        assertThat(await(room.worker().execute()).worked()).isFalse();
        pause(700);
        assertThat(await(room.worker().execute()).worked()).isTrue();
        assertThat(room.batch(id).produced()).isEqualTo(512);
        done(room.change(id, BatchState.VOID));
    }

    @Test
    void aPieceOfAWorkerThatLostItsBatchIsNotWritten() {
        String id = room.ordered(QUANTITY).id();
        PgBatchWorkStore store = new PgBatchWorkStore(POSTGRES.database());
        Work lost = await(store.take(UUID.randomUUID(), Duration.ofMillis(100), Set.of()))
                .orElseThrow();
        pause(200);
        await(room.worker().execute());
        StockVoucher late = StockKeys.voucher("4111111111111111");
        assertThat(await(store.add(lost, List.of(late), Shop.NOW))).isEqualTo(BatchWorkStore.Written.LOST);
        assertThat(room.vouchers(id, "created")).isEqualTo(256);
        done(room.change(id, BatchState.VOID));
    }

    @Test
    void aPinThatExistsUnderAnyLiveEpochIsMintedAgain() {
        String first = room.in(BatchState.DRAFT, 10);
        byte[] taken = HexFormat.of()
                .parseHex(POSTGRES.text(
                        "SELECT encode(pin_index, 'hex') FROM voucher WHERE batch_id = '" + first + "' LIMIT 1"));
        StockVoucher fresh = StockKeys.voucher("4111111111111111");
        StockVoucher newestTaken = new StockVoucher(fresh.serialNumber(), List.of(new PinIndex(taken, 2)), fresh.box());
        StockVoucher olderTaken =
                new StockVoucher(fresh.serialNumber(), List.of(fresh.pinIndex(), new PinIndex(taken, 1)), fresh.box());
        for (StockVoucher colliding : List.of(newestTaken, olderTaken)) {
            String id = room.ordered(300).id();
            room.keys.colliding.add(colliding);
            int before = room.keys.minted;
            assertThat(await(room.worker().execute()).vouchers()).isZero();
            assertThat(room.batch(id).produced()).isZero();
            pause(10);
            POSTGRES.execute("UPDATE batch SET lease_until = now() WHERE id = '" + id + "'");
            room.work();
            assertThat(room.vouchers(id, "created")).isEqualTo(300);
            assertThat(room.keys.minted - before).isEqualTo(556);
        }
    }

    @Test
    void validatingPutsVouchersIntoStockWithTheNameOfTheOperator() {
        String id = room.in(BatchState.VALIDATED, QUANTITY);
        assertThat(room.vouchers(id, "available")).isEqualTo(QUANTITY);
        assertThat(POSTGRES.number("SELECT count(*) FROM voucher_history h JOIN voucher v USING (serial_number)"
                        + " WHERE batch_id = '" + id + "' AND h.from_state = 'created' AND h.to_state = 'available'"
                        + " AND h.reason = 'validation' AND h.actor = 'operator-1'"))
                .isEqualTo(QUANTITY);
    }

    @Test
    void aSpoiledBoxLeavesTheBatchADraft() {
        String id = room.in(BatchState.DRAFT, QUANTITY);
        room.keys.spoiled.add("4111111111111111");
        done(room.change(id, BatchState.VALIDATED));
        room.work();
        assertStillADraft(id, "4111111111111111 box_spoiled");
    }

    @Test
    void anAlteredVoucherLeavesTheBatchADraft() throws SQLException {
        for (String alteration : List.of(
                "SET serial_number = '4111111111111112'",
                "SET face_value_minor = 2000",
                "SET state = 'available'",
                "SET batch_ordinal = 1700")) {
            String id = room.in(BatchState.DRAFT, QUANTITY);
            try (Connection superuser = POSTGRES.superuser();
                    Statement statement = superuser.createStatement()) {
                statement.execute("SET session_replication_role = replica");
                statement.execute(
                        "UPDATE voucher " + alteration + " WHERE batch_id = '" + id + "' AND batch_ordinal = 700");
            }
            done(room.change(id, BatchState.VALIDATED));
            room.work();
            assertStillADraft(id, "not valid");
        }
    }

    private void assertStillADraft(String id, String why) {
        Batch batch = room.batch(id);
        assertThat(batch.state()).isEqualTo(BatchState.DRAFT);
        assertThat(batch.task()).isNull();
        Batch.Event event = await(room.batches.find(id)).orElseThrow().history().getLast();
        assertThat(event.reason()).contains(why);
        assertThat(event.actor()).isEqualTo("platform");
        assertThat(room.vouchers(id, "available")).isLessThanOrEqualTo(1);
    }

    @Test
    void whatIsNotSoldOfAVoidBatchIsReturnedAndItsBoxesErased() {
        String id = room.in(BatchState.ACTIVE, QUANTITY);
        POSTGRES.execute("UPDATE voucher SET state = 'claimed', claimed_by = gen_random_uuid(),"
                + " lease_until = now() + interval '1 hour' WHERE batch_id = '" + id + "' AND batch_ordinal <= 4");
        done(room.change(id, BatchState.VOID));
        room.work();
        assertThat(room.vouchers(id, "returned")).isEqualTo(QUANTITY);
        assertThat(POSTGRES.number(
                        "SELECT count(*) FROM voucher WHERE pin_box IS NOT NULL AND batch_id = '" + id + "'"))
                .isZero();
        assertThat(room.vouchersTrueToHistory(id)).isEqualTo(QUANTITY);
        assertThat(POSTGRES.number("SELECT count(*) FROM voucher_history h JOIN voucher v USING (serial_number)"
                        + " WHERE batch_id = '" + id + "' AND h.from_state = 'claimed' AND h.remark = 'as agreed'"))
                .isEqualTo(4);
    }

    @Test
    void aBatchGivenUpWhileItIsMadeGetsNoMoreVouchers() {
        String id = room.ordered(QUANTITY).id();
        await(room.worker().execute());
        done(room.change(id, BatchState.VOID));
        room.work();
        assertThat(room.vouchers(id, "returned")).isEqualTo(256);
        assertThat(room.batch(id).task()).isNull();
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
