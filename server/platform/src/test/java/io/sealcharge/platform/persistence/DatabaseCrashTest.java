package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Recharge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed with SIGKILL in the middle of sales and recharges; what was acknowledged stays. */
@Tag("real")
class DatabaseCrashTest {
    private static final int CRASHES = Boolean.getBoolean("sealcharge.long") ? 10 : 2;
    private static final int WORKERS = 12;
    private static final int ACTS_BEFORE_CRASH = 150;
    private static final String CHANNEL = "east";
    private static final long ENOUGH_CREDIT = 1_000_000_000;

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Map<Sale, Purchase> sold = new ConcurrentHashMap<>();
    private final Map<Attempt, Recharge> recharged = new ConcurrentHashMap<>();
    private final Queue<Sale> unknownSales = new ConcurrentLinkedQueue<>();
    private final Queue<Attempt> unknownRecharges = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acts = new AtomicInteger();
    private final AtomicBoolean killing = new AtomicBoolean();
    private final AtomicBoolean crashed = new AtomicBoolean();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void whatWasAcknowledgedSurvivesAndWhatWasNotIsFoundOutByItsReference() throws Exception {
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory, 0);
        Migrations.apply(embedded.endpoint());
        open(embedded);
        for (int crash = 0; crash < CRASHES; crash++) {
            Database database = Database.open(vertx, embedded.endpoint(), DatabaseExtension.LIMITS);
            Shop shop = new Shop(database);
            killing.set(false);
            crashed.set(false);
            int enough = acts.get() + ACTS_BEFORE_CRASH;
            List<Future<Void>> workers =
                    IntStream.range(0, WORKERS).mapToObj(i -> trade(shop)).toList();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> acts.get() >= enough || workers.stream().anyMatch(Future::failed));
            kill();
            workers.forEach(DatabaseExtension::await);
            await(database.close());
            embedded.close();

            embedded = EmbeddedDatabase.start(directory, 0);
            Database restarted = Database.open(vertx, embedded.endpoint(), DatabaseExtension.LIMITS);
            assertNothingLost(new Shop(restarted));
            await(restarted.close());
        }
        embedded.close();
        assertThat(sold).hasSizeGreaterThan(CRASHES * ACTS_BEFORE_CRASH / 4);
    }

    private void open(EmbeddedDatabase embedded) {
        Database database = Database.open(vertx, embedded.endpoint(), DatabaseExtension.LIMITS);
        await(new CatalogueImport(database)
                .apply(new Catalogue(List.of(PAR), List.of(Shop.channel(CHANNEL, ENOUGH_CREDIT)))));
        await(database.close());
    }

    /** Sells and redeems until the database is gone. */
    private Future<Void> trade(Shop shop) {
        String reference = "act-" + acts.incrementAndGet();
        Sale sale = shop.sale(CHANNEL, reference, PAR, 1);
        return shop.vouchers
                .recordSale(sale)
                .onFailure(failure -> unknownSales.add(sale))
                .compose(outcome -> {
                    Purchase purchase = done(outcome);
                    sold.put(sale, purchase);
                    return recharge(shop, reference, purchase);
                })
                .transform(result -> {
                    if (result.failed() && !killing.get()) {
                        return Future.failedFuture(result.cause());
                    }
                    return result.failed() || crashed.get() ? Future.succeededFuture() : trade(shop);
                });
    }

    private Future<Void> recharge(Shop shop, String reference, Purchase purchase) {
        var request = Shop.request(CHANNEL, reference, "t-" + reference, Shop.NOW.plusSeconds(120));
        return shop.recharges
                .recordRequest(request, Shop.digest(reference), Shop.LIMITS)
                .compose(recorded -> {
                    String serial = purchase.vouchers().getFirst().face().serialNumber();
                    Attempt attempt = shop.attempt(request, serial, "+8613800138000");
                    return shop.redeem(attempt)
                            .onSuccess(outcome -> recharged.put(attempt, done(outcome)))
                            .onFailure(failure -> unknownRecharges.add(attempt));
                })
                .mapEmpty();
    }

    private void kill() throws Exception {
        long postmaster =
                PostmasterPid.read(directory.resolve("data")).orElseThrow().pid();
        killing.set(true);
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        crashed.set(true);
        // until it has gone altogether, pg_ctl would wait for it to shut down
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ProcessHandle.of(postmaster).isEmpty());
    }

    private void assertNothingLost(Shop shop) {
        sold.forEach((sale, purchase) -> assertThat(await(shop.vouchers.findPurchase(CHANNEL, sale.reference()))
                        .orElseThrow()
                        .answer())
                .isEqualTo(purchase));
        recharged.forEach((attempt, recharge) -> assertThat(
                        await(shop.recharges.findRecharge(CHANNEL, attempt.reference()))
                                .orElseThrow()
                                .answer())
                .isEqualTo(recharge));
        for (Sale sale = unknownSales.poll(); sale != null; sale = unknownSales.poll()) {
            assertThat(await(shop.vouchers.recordSale(sale))).isInstanceOf(Outcome.Done.class);
        }
        for (Attempt attempt = unknownRecharges.poll(); attempt != null; attempt = unknownRecharges.poll()) {
            assertThat(done(await(shop.redeem(attempt))).ending()).isInstanceOf(Recharge.Redeemed.class);
        }
        assertThat(await(new MoneyAudit(shop.database).run()).firstDifference()).isEmpty();
    }
}
