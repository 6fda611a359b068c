package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.ClaimLostException;
import io.sealcharge.platform.app.StockStore.Claim;
import io.sealcharge.platform.app.StockStore.Place;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.ClaimedVoucher;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.SealedVoucher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class PgStockStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final UUID NODE = UUID.randomUUID();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static Shop shop;
    private static StockRoom room;
    private static PgStockStore stock;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        room = new StockRoom(DB);
        stock = new PgStockStore(DB.database());
    }

    /** Each test has the stock for itself. */
    @AfterEach
    void nothingIsLeft() {
        for (String batch : DB.text("SELECT coalesce(string_agg(id, ' '), '') FROM batch WHERE state <> 'void'")
                .split(" ", -1)) {
            if (!batch.isEmpty()) {
                done(room.change(batch, BatchState.VOID));
            }
        }
        room.work();
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
    }

    private static List<ClaimedVoucher> claim(UUID node, Place after, int limit) {
        return await(stock.claim(new Claim(node, PAR.id(), after, limit, LEASE, NOW)));
    }

    private static List<String> serials(List<ClaimedVoucher> vouchers) {
        return vouchers.stream().map(ClaimedVoucher::serialNumber).toList();
    }

    private static Place placeOf(ClaimedVoucher voucher) {
        return new Place(voucher.expiresAt(), voucher.batch(), voucher.serialNumber());
    }

    private static void endLeases() {
        DB.execute("UPDATE voucher SET lease_until = now() - interval '1 second' WHERE state = 'claimed'");
    }

    private static String history(String serial) {
        return DB.text(
                "SELECT string_agg(to_state || ' ' || reason || ' ' || actor, ', ' ORDER BY id) FROM voucher_history"
                        + " WHERE serial_number = '" + serial + "' AND from_state NOT IN ('created')");
    }

    private static Sale sale(UUID claimant, List<ClaimedVoucher> vouchers) {
        String reference = "stock-" + COUNT.incrementAndGet();
        return new Sale(
                UUID.randomUUID(),
                CHANNEL,
                reference,
                Shop.digest(reference),
                "kiosk-1",
                PAR,
                Shop.KEY,
                claimant,
                NOW,
                vouchers.stream()
                        .map(voucher -> new SealedVoucher(
                                voucher.soldAt(NOW, PAR.validityDays()).face(),
                                List.of(),
                                "envelope of " + voucher.serialNumber()))
                        .toList());
    }

    @Test
    void vouchersAreClaimedWithTheirBoxesInTheOrderOfSerialNumbers() {
        String batch = room.in(BatchState.ACTIVE, 10);

        List<ClaimedVoucher> claimed = claim(NODE, null, 4);

        assertThat(serials(claimed)).hasSize(4).isSorted();
        assertThat(claimed.getFirst().faceValue()).isEqualTo(PAR.faceValue());
        assertThat(claimed.getFirst().box().value())
                .isEqualTo(Shop.digest("box of " + claimed.getFirst().serialNumber()));
        assertThat(claimed.getFirst().leasedUntil()).isEqualTo(NOW.plus(LEASE));
        assertThat(room.vouchers(batch, "claimed")).isEqualTo(4);
        assertThat(room.vouchersTrueToHistory(batch)).isEqualTo(10);
        assertThat(serials(claim(UUID.randomUUID(), placeOf(claimed.getLast()), 100)))
                .hasSize(6)
                .doesNotContainAnyElementsOf(serials(claimed));
        assertThat(claim(NODE, null, 1)).isEmpty();
    }

    @Test
    void onlyActiveBatchesThatHaveNotExpiredAreSoldThoseThatExpireSoonerFirst() {
        room.in(BatchState.VALIDATED, 3);
        room.in(BatchState.LOCKED, 3);
        room.in(BatchState.ACTIVE, 3, NOW);
        String endless = room.in(BatchState.ACTIVE, 2);
        String later = room.in(BatchState.ACTIVE, 2, NOW.plusSeconds(86_400));
        String sooner = room.in(BatchState.ACTIVE, 2, NOW.plusSeconds(1));

        List<ClaimedVoucher> first = claim(NODE, null, 3);
        List<ClaimedVoucher> rest = claim(
                NODE,
                placeOf(first.stream()
                        .filter(voucher -> voucher.batch().equals(later))
                        .findFirst()
                        .orElseThrow()),
                100);

        assertThat(first).extracting(ClaimedVoucher::batch).containsExactlyInAnyOrder(sooner, sooner, later);
        assertThat(rest).extracting(ClaimedVoucher::batch).containsExactlyInAnyOrder(later, endless, endless);
        assertThat(first).extracting(ClaimedVoucher::expiresAt).contains(NOW.plusSeconds(1));
        assertThat(rest.stream().filter(voucher -> voucher.batch().equals(endless)))
                .allMatch(voucher -> voucher.expiresAt() == null);
    }

    @Test
    void aClaimReadsNoMoreThanItTakes() throws Exception {
        room.in(BatchState.VALIDATED, 300);
        String batch = room.in(BatchState.ACTIVE, 300);
        ClaimedVoucher last = claim(NODE, null, 280).stream()
                .max((a, b) -> a.serialNumber().compareTo(b.serialNumber()))
                .orElseThrow();

        String plan = explain(placeOf(last), batch);

        assertThat(plan).contains("Index Scan using voucher_stock").doesNotContain("Seq Scan on voucher");
        assertThat(plan).containsPattern("Index Scan using voucher_stock on voucher u [^\n]*rows=5(\\.00)? ");
    }

    private static String explain(Place after, String batch) throws java.sql.SQLException {
        String sql = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + StockSql.CLAIM;
        List<String> values = List.of(
                "'" + PAR.id() + "'",
                "'" + batch + "'",
                "NULL",
                "'" + after.serialNumber() + "'",
                "5",
                "'" + NODE + "'",
                "60",
                "'" + NOW + "'");
        for (int i = values.size(); i > 0; i--) {
            sql = sql.replace("$" + i, values.get(i - 1));
        }
        StringBuilder plan = new StringBuilder();
        try (var connection = Jdbc.dataSource(DB.endpoint()).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    @Test
    void leasesThatHaveEndedComeFreeWhoeverHeldThem() {
        String batch = room.in(BatchState.ACTIVE, 5);
        List<ClaimedVoucher> claimed = claim(NODE, null, 3);
        assertThat(await(stock.releaseExpired(NOW, 100))).isZero();

        endLeases();

        assertThat(await(stock.releaseExpired(NOW, 2))).isEqualTo(2);
        assertThat(await(stock.releaseExpired(NOW, 2))).isEqualTo(1);
        assertThat(room.vouchers(batch, "available")).isEqualTo(5);
        assertThat(history(claimed.getFirst().serialNumber()))
                .isEqualTo("claimed claim platform, available release platform");
        assertThat(serials(claim(UUID.randomUUID(), null, 3))).isEqualTo(serials(claimed));
    }

    @Test
    void aNodeFreesAndBlocksItsOwnAndNobodyElses() {
        String batch = room.in(BatchState.ACTIVE, 4);
        List<String> mine = serials(claim(NODE, null, 2));
        List<String> others = serials(claim(UUID.randomUUID(), null, 2));

        assertThat(await(stock.release(NODE, List.of(mine.get(0), others.get(0)), NOW)))
                .isEqualTo(1);
        assertThat(await(stock.block(NODE, List.of(mine.get(1), others.get(1)), "why", NOW)))
                .isEqualTo(1);

        assertThat(room.vouchers(batch, "available")).isEqualTo(1);
        assertThat(room.vouchers(batch, "claimed")).isEqualTo(2);
        assertThat(room.vouchers(batch, "blocked")).isEqualTo(1);
        assertThat(history(mine.get(1))).isEqualTo("claimed claim platform, blocked operator platform");
        assertThat(DB.number("SELECT count(*) FROM voucher WHERE state = 'blocked' AND pin_box IS NOT NULL"))
                .isZero();
    }

    @Test
    void aSaleTakesVouchersFromStockAndErasesTheirBoxes() {
        Instant end = NOW.plusSeconds(86_400);
        String batch = room.in(BatchState.ACTIVE, 3, end);
        Sale sale = sale(NODE, claim(NODE, null, 2));

        Purchase sold = done(await(shop.vouchers.recordSale(sale)));

        assertThat(await(shop.vouchers.getPurchase(CHANNEL, sold.id()))).contains(sold);
        assertThat(sold.vouchers()).allMatch(item -> item.face().expiresAt().equals(end));
        assertThat(room.vouchers(batch, "sold")).isEqualTo(2);
        assertThat(DB.number("SELECT count(*) FROM voucher WHERE state = 'sold' AND (pin_box IS NOT NULL"
                        + " OR claimed_by IS NOT NULL OR lease_until IS NOT NULL)"))
                .isZero();
        assertThat(history(sold.vouchers().getFirst().face().serialNumber()))
                .isEqualTo("claimed claim platform, sold purchase " + CHANNEL);
        assertThat(await(shop.vouchers.recordSale(sale))).as("run again").isEqualTo(Outcome.done(sold));
    }

    @Test
    void whatIsNotTheClaimantsAnyMoreIsNotSold() {
        room.in(BatchState.ACTIVE, 8);
        String batch = room.in(BatchState.ACTIVE, 8, NOW.plusSeconds(1));
        Sale foreign = sale(UUID.randomUUID(), claim(NODE, null, 1));
        Sale expired = late(sale(NODE, claim(NODE, null, 1)));
        Sale free = sale(NODE, claim(NODE, null, 1));
        await(stock.release(NODE, List.of(free.vouchers().getFirst().face().serialNumber()), NOW));
        Sale sold = sale(NODE, claim(NODE, null, 1));
        done(await(shop.vouchers.recordSale(sold)));
        Sale twice = new Sale(
                UUID.randomUUID(),
                CHANNEL,
                "twice",
                Shop.digest("twice"),
                "t",
                PAR,
                Shop.KEY,
                NODE,
                NOW,
                sold.vouchers());
        Sale locked = sale(NODE, claim(NODE, null, 2));
        done(room.change(batch, BatchState.LOCKED));
        long before = DB.number("SELECT count(*) FROM purchase");

        for (Sale lost : List.of(foreign, expired, free, twice, locked)) {
            assertThatThrownBy(() -> await(shop.vouchers.recordSale(lost))).isInstanceOf(ClaimLostException.class);
        }
        done(room.change(batch, BatchState.ACTIVE));
        endLeases();
        assertThatThrownBy(() -> await(shop.vouchers.recordSale(locked))).isInstanceOf(ClaimLostException.class);

        assertThat(DB.number("SELECT count(*) FROM purchase")).isEqualTo(before);
    }

    /** At the end of its batch. */
    private static Sale late(Sale sale) {
        return new Sale(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.requestDigest(),
                sale.terminal(),
                sale.product(),
                sale.key(),
                sale.claimant(),
                NOW.plusSeconds(1),
                sale.vouchers());
    }
}
