package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.BatchStore.NewBatch;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockLevel;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("real")
class PgBatchStoreTest {
    @RegisterExtension
    static final DatabaseExtension POSTGRES = new DatabaseExtension();

    static StockRoom room;

    @BeforeAll
    static void open() {
        Shop.open(POSTGRES.database());
        room = new StockRoom(POSTGRES);
    }

    @Test
    void aBatchIsMadeOnceHoweverOftenItIsAskedFor() {
        NewBatch order = StockRoom.order(StockRoom.newId(), 300, NOW.plusSeconds(86_400));
        List<Future<Outcome<Batch>>> asked =
                IntStream.range(0, 8).mapToObj(i -> room.create(order)).toList();

        List<Outcome<Batch>> answers =
                asked.stream().map(DatabaseExtension::await).toList();

        assertThat(answers.stream().filter(answer -> answer instanceof Outcome.Done<Batch> done && !done.replayed()))
                .hasSize(1);
        Batch batch = done(answers.getFirst());
        assertThat(answers).allSatisfy(answer -> assertThat(done(answer)).isEqualTo(batch));
        assertThat(batch)
                .isEqualTo(new Batch(
                        order.id(),
                        "par",
                        Batch.Origin.GENERATED,
                        BatchState.DRAFT,
                        300,
                        0,
                        0,
                        NOW.plusSeconds(86_400),
                        NOW,
                        new Batch.Task(Batch.Task.Kind.GENERATE, 0, 300)));
        assertThat(await(room.batches.find(order.id())).orElseThrow().history())
                .containsExactly(new Batch.Event(null, BatchState.DRAFT, StockRoom.OPERATOR, "created", NOW));
        assertThat(room.acts(order.id())).isOne();
        done(room.change(order.id(), BatchState.VOID));
    }

    @Test
    void anIdIsOfOneBatchOnly() {
        Batch batch = room.ordered(10);
        assertThat(await(room.create(StockRoom.order(batch.id(), 11, null))))
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(room.acts(batch.id())).isOne();
        done(room.change(batch.id(), BatchState.VOID));
    }

    @Test
    void aBatchNeedsAProduct() {
        NewBatch order = new NewBatch("of-nothing", "nothing", 10, null, new byte[32], "created");
        assertThat(await(room.create(order))).isEqualTo(Outcome.refused(Refusal.PRODUCT_UNKNOWN));
        assertThat(await(room.batches.find("of-nothing"))).isEmpty();
        assertThat(room.acts("of-nothing")).isZero();
    }

    @Test
    void aBatchThatHasExpiredIsNotMadeButOneThatWasMadeIsStillFound() {
        NewBatch past = StockRoom.order(StockRoom.newId(), 10, NOW);
        assertThat(await(room.create(past))).isEqualTo(Outcome.refused(Refusal.EXPIRY_PASSED));
        assertThat(room.acts(past.id())).isZero();
        NewBatch brief = StockRoom.order(StockRoom.newId(), 10, NOW.plusMillis(1));
        Batch made = done(await(room.create(brief)));
        AdminAct later = StockRoom.act("createBatch", brief.id(), NOW.plusSeconds(60));
        assertThat(await(room.batches.create(brief, later))).isEqualTo(Outcome.replayed(made));
        done(room.change(brief.id(), BatchState.VOID));
    }

    @Test
    void batchesAreListedPageByPage() {
        List<String> ids =
                IntStream.range(0, 5).mapToObj(i -> room.ordered(10).id()).toList();
        List<String> listed =
                await(room.batches.list("", 1_000)).stream().map(Batch::id).toList();
        assertThat(listed).containsAll(ids).isSorted();
        assertThat(await(room.batches.list(listed.get(1), 2)).stream().map(Batch::id))
                .containsExactlyElementsOf(listed.subList(2, 4));
        ids.forEach(id -> done(room.change(id, BatchState.VOID)));
    }

    @ParameterizedTest
    @EnumSource
    void aBatchGoesOnlyWhereItMay(BatchState from) {
        for (BatchState to : BatchState.values()) {
            String id = room.in(from, 3);
            Outcome<Batch> outcome = room.change(id, to);
            room.work();
            BatchState now = room.batch(id).state();
            if (from == to) {
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Done.class,
                                done -> assertThat(done.replayed()).isTrue());
            } else if (from.canBecome(to)) {
                done(outcome);
            } else {
                assertThat(outcome).as("%s to %s", from, to).isEqualTo(Outcome.refused(Refusal.STATE_CONFLICT));
            }
            assertThat(now).as("%s to %s", from, to).isEqualTo(from.canBecome(to) ? to : from);
            assertThat(await(room.batches.find(id))
                            .orElseThrow()
                            .history()
                            .getLast()
                            .to())
                    .isEqualTo(now);
        }
    }

    @Test
    void onlyAWholeDraftIsValidatedAndNothingElseIsDoneMeanwhile() {
        Batch batch = room.ordered(300);
        assertThat(room.change(batch.id(), BatchState.VALIDATED)).isEqualTo(Outcome.refused(Refusal.BATCH_BUSY));
        room.work();
        Batch validating = done(room.change(batch.id(), BatchState.VALIDATED));
        assertThat(validating.state()).isEqualTo(BatchState.DRAFT);
        assertThat(validating.task()).isEqualTo(new Batch.Task(Batch.Task.Kind.VALIDATE, 0, 600));
        assertThat(room.change(batch.id(), BatchState.VALIDATED)).isEqualTo(Outcome.replayed(validating));
        assertThat(room.change(batch.id(), BatchState.ACTIVE)).isEqualTo(Outcome.refused(Refusal.STATE_CONFLICT));
        room.work();
        done(room.change(batch.id(), BatchState.ACTIVE));
        assertThat(await(room.batches.find(batch.id())).orElseThrow().history())
                .extracting(Batch.Event::to)
                .containsExactly(BatchState.DRAFT, BatchState.VALIDATED, BatchState.ACTIVE);
    }

    @Test
    void changesThatMeetHappenOnce() {
        String id = room.in(BatchState.VALIDATED, 3);
        List<Outcome<Batch>> answers =
                IntStream.range(0, 6).mapToObj(i -> room.changing(id, BatchState.ACTIVE)).toList().stream()
                        .map(DatabaseExtension::await)
                        .toList();
        assertThat(answers).allSatisfy(answer -> done(answer));
        assertThat(POSTGRES.number(
                        "SELECT count(*) FROM batch_history WHERE to_state = 'active' AND batch_id = '" + id + "'"))
                .isEqualTo(1);
        // ordered, validated, activated
        assertThat(room.acts(id)).isEqualTo(3);
    }

    @Test
    void whatDoesNotExistCannotBeChanged() {
        assertThat(room.change("no-such-batch", BatchState.VOID)).isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        assertThat(await(room.batches.refusals("no-such-batch", 0, 10))).isEmpty();
    }

    @Test
    void levelsCountWhatCanBeSoldWhatIsClaimedAndWhatWaits() {
        StockLevel before = level();
        String active = room.in(BatchState.ACTIVE, 20);
        room.in(BatchState.VALIDATED, 7);
        room.in(BatchState.LOCKED, 5);
        room.in(BatchState.VOID, 11);
        POSTGRES.execute("UPDATE voucher SET state = 'claimed', claimed_by = gen_random_uuid(), lease_until = now()"
                + " WHERE batch_id = '" + active + "' AND batch_ordinal <= 4");

        StockLevel after = level();

        assertThat(after.available() - before.available()).isEqualTo(16);
        assertThat(after.claimed() - before.claimed()).isEqualTo(4);
        assertThat(after.held() - before.held()).isEqualTo(12);
    }

    @Test
    void stockThatHasExpiredIsNotAvailable() {
        StockLevel before = level();
        String id = room.in(BatchState.ACTIVE, 20);
        POSTGRES.execute("UPDATE batch SET expires_at = now() WHERE id = '" + id + "'");
        assertThat(level().available()).isEqualTo(before.available());
    }

    private static StockLevel level() {
        return await(room.batches.levels()).stream()
                .filter(level -> level.product().equals("par"))
                .findFirst()
                .orElse(new StockLevel("par", false, 0, 0, 0));
    }

    @Test
    void timesAreKeptInMilliseconds() {
        NewBatch order = StockRoom.order(StockRoom.newId(), 1, Instant.parse("2027-01-01T00:00:00.123456Z"));
        assertThat(done(await(room.create(order))).expiresAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00.123Z"));
        done(room.change(order.id(), BatchState.VOID));
    }
}
