package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.digest;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.BatchImportStore.NewImport;
import io.sealcharge.platform.app.BatchImportStore.Standing;
import io.sealcharge.platform.app.BatchStore.RefusedRow;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.ImportedRow;
import io.sealcharge.platform.domain.ImportedRow.Accepted;
import io.sealcharge.platform.domain.ImportedRow.Refused;
import io.sealcharge.platform.domain.ImportedRow.Rule;
import io.sealcharge.platform.domain.Luhn;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.StockVoucher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class PgBatchImportStoreTest {
    @RegisterExtension
    static final DatabaseExtension POSTGRES = new DatabaseExtension();

    private static final AtomicLong SERIAL = new AtomicLong(860_000_000_000_000L);

    static StockRoom room;
    static PgBatchImportStore imports;

    @BeforeAll
    static void open() {
        Shop.open(POSTGRES.database());
        room = new StockRoom(POSTGRES);
        imports = new PgBatchImportStore(POSTGRES.database());
    }

    private static NewImport order(String id, String file) {
        return new NewImport(id, Shop.PAR.id(), NOW.plusSeconds(1), digest(file));
    }

    private static Outcome<Standing> begin(NewImport order) {
        return await(imports.begin(order, StockRoom.act("importBatch", order.id())));
    }

    private static boolean add(Standing standing, ImportedRow... rows) {
        return await(imports.add(standing, List.of(rows), NOW));
    }

    private static Standing at(Standing standing, int lines) {
        return new Standing(standing.batch(), standing.attempt(), lines, standing.rules());
    }

    private static String serialNumber() {
        String digits = Long.toString(SERIAL.incrementAndGet());
        return digits + (char) Luhn.checkDigit(digits.getBytes(StandardCharsets.US_ASCII), digits.length());
    }

    private static Accepted accepted(int line) {
        return new Accepted(line, StockKeys.voucher(serialNumber()));
    }

    @Test
    void aFileIsImportedOnceWithItsRefusalsToldByLine() {
        String id = StockRoom.newId();
        Standing begun = done(begin(order(id, "a")));
        assertThat(begun.rules().serialLength()).isEqualTo(Shop.PAR.serialLength());
        assertThat(begun.batch().task()).isEqualTo(new Batch.Task(Batch.Task.Kind.IMPORT, 0, 0));

        assertThat(add(begun, accepted(1), new Refused(2, Rule.PIN_FORMAT), accepted(3)))
                .isTrue();
        assertThat(room.batch(id).task()).isEqualTo(new Batch.Task(Batch.Task.Kind.IMPORT, 3, 0));
        assertThat(add(at(begun, 3), new Refused(4, Rule.NOT_TWO_FIELDS))).isTrue();
        Batch whole = done(await(imports.finish(begun)));

        assertThat(whole.origin()).isEqualTo(Batch.Origin.IMPORTED);
        assertThat(List.of(whole.quantity(), whole.produced(), whole.refused())).containsExactly(2, 2, 2);
        assertThat(whole.task()).isNull();
        assertThat(await(room.batches.refusals(id, 0, 10)))
                .hasValue(List.of(new RefusedRow(2, "pin_format"), new RefusedRow(4, "not_two_fields")));
        assertThat(await(room.batches.refusals(id, 2, 1))).hasValue(List.of(new RefusedRow(4, "not_two_fields")));
        assertThat(room.vouchersTrueToHistory(id)).isEqualTo(2);
        Outcome<Standing> again = begin(order(id, "a"));
        assertThat(again)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        before -> assertThat(before.replayed()).isTrue());
        assertThat(begin(order(id, "b"))).isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(room.acts(id)).isOne();
        done(room.change(id, BatchState.VALIDATED));
        room.work();
        assertThat(room.vouchers(id, "available")).isEqualTo(2);
    }

    @Test
    void whatThePlatformHasAlreadyIsRefusedRowByRow() {
        Standing first = done(begin(order(StockRoom.newId(), "a")));
        Accepted known = accepted(1);
        assertThat(add(first, known)).isTrue();
        StockVoucher fresh = accepted(2).voucher();
        StockVoucher samePin =
                new StockVoucher(fresh.serialNumber(), List.of(known.voucher().pinIndex()), fresh.box());
        StockVoucher sameOlderPin = new StockVoucher(
                fresh.serialNumber(),
                List.of(
                        fresh.pinIndex(),
                        new PinIndex(known.voucher().pinIndex().value(), 1)),
                fresh.box());
        StockVoucher sameSerial =
                new StockVoucher(known.voucher().serialNumber(), List.of(fresh.pinIndex()), fresh.box());
        String id = StockRoom.newId();
        Standing second = done(begin(order(id, "b")));

        assertThat(add(second, new Accepted(1, samePin), new Accepted(2, sameSerial)))
                .isTrue();
        assertThat(add(at(second, 2), new Accepted(3, sameOlderPin), accepted(4)))
                .isTrue();

        assertThat(await(room.batches.refusals(id, 0, 10)))
                .hasValue(List.of(
                        new RefusedRow(1, "pin_exists"),
                        new RefusedRow(2, "serial_exists"),
                        new RefusedRow(3, "pin_exists")));
        assertThat(done(await(imports.finish(second))).produced()).isOne();
    }

    @Test
    void theLatestRequestGoesOnWhereTheImportStands() {
        String id = StockRoom.newId();
        Standing cutOff = done(begin(order(id, "a")));
        assertThat(add(cutOff, accepted(1), accepted(2))).isTrue();

        Standing next = done(begin(order(id, "a")));

        assertThat(next.lines()).isEqualTo(2);
        assertThat(add(at(cutOff, 2), accepted(3))).isFalse();
        assertThat(await(imports.finish(cutOff))).isEqualTo(Outcome.refused(Refusal.IMPORT_SUPERSEDED));
        assertThat(add(next, accepted(3))).isTrue();
        assertThat(done(await(imports.finish(next))).produced()).isEqualTo(3);
        assertThat(room.acts(id)).isEqualTo(2);
        assertThat(POSTGRES.text("SELECT string_agg(batch_ordinal::text, ' ' ORDER BY batch_ordinal) FROM voucher"
                        + " WHERE batch_id = '" + id + "'"))
                .isEqualTo("1 2 3");
    }

    @Test
    void anImportThatIsGivenUpEnds() {
        String id = StockRoom.newId();
        Standing begun = done(begin(order(id, "a")));
        assertThat(add(begun, accepted(1))).isTrue();
        done(room.change(id, BatchState.VOID));

        assertThat(add(at(begun, 1), accepted(2))).isFalse();
        assertThat(await(imports.finish(begun))).isEqualTo(Outcome.refused(Refusal.IMPORT_SUPERSEDED));
        room.work();
        assertThat(room.vouchers(id, "returned")).isOne();
        assertThat(room.batch(id).task()).isNull();
    }

    @Test
    void aBatchWithoutVouchersCannotBeValidated() {
        String id = StockRoom.newId();
        Standing begun = done(begin(order(id, "a")));
        assertThat(room.change(id, BatchState.VALIDATED)).isEqualTo(Outcome.refused(Refusal.BATCH_BUSY));
        assertThat(add(begun, new Refused(1, Rule.PIN_FORMAT))).isTrue();
        done(await(imports.finish(begun)));

        assertThat(room.change(id, BatchState.VALIDATED)).isEqualTo(Outcome.refused(Refusal.BATCH_EMPTY));
        assertThat(done(room.change(id, BatchState.VOID)).state()).isEqualTo(BatchState.VOID);
    }

    @Test
    void nothingIsBegunWithoutAProductOrAfterTheExpiry() {
        for (NewImport bad : List.of(
                new NewImport("import-of-nothing", "nothing", null, digest("a")),
                new NewImport("import-of-nothing", Shop.PAR.id(), Instant.EPOCH, digest("a")))) {
            assertThat(begin(bad))
                    .isEqualTo(
                            Outcome.refused(bad.expiresAt() == null ? Refusal.PRODUCT_UNKNOWN : Refusal.EXPIRY_PASSED));
        }
        assertThat(await(room.batches.find("import-of-nothing"))).isEmpty();
        assertThat(room.acts("import-of-nothing")).isZero();
    }

    @Test
    void requestsThatMeetLeaveOneImport() {
        NewImport order = order(StockRoom.newId(), "a");
        List<Outcome<Standing>> begun = IntStream.range(0, 6)
                .mapToObj(i -> imports.begin(order, StockRoom.act("importBatch", order.id())))
                .toList()
                .stream()
                .map(DatabaseExtension::await)
                .toList();

        List<Boolean> added =
                begun.stream().map(standing -> add(done(standing), accepted(1))).toList();

        assertThat(added).containsOnlyOnce(true);
        assertThat(room.vouchers(order.id(), "created")).isOne();
    }
}
