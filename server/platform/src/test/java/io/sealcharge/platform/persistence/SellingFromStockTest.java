package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes sell one stock: nothing twice, nothing lost, also when one of them dies. */
@Tag("real")
class SellingFromStockTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final Duration LEASE = Duration.ofMinutes(10);

    private static Database second;
    private static StockRoom room;

    @BeforeAll
    static void open() {
        Shop.open(DB.database());
        DB.execute("UPDATE product SET source = 'stock' WHERE id = 'par'");
        second = DB.anotherNode();
        room = new StockRoom(DB);
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
        await(second.close());
    }

    private static List<String> serials(Outcome<Purchase> sold) {
        return done(sold).vouchers().stream()
                .map(item -> item.face().serialNumber())
                .toList();
    }

    private static void endLeases() {
        DB.execute("UPDATE voucher SET lease_until = now() - interval '1 second' WHERE state = 'claimed'");
    }

    @Test
    void twoNodesSellTheStockToTheLastVoucherAndNoneTwice() {
        String batch = room.in(BatchState.ACTIVE, 150);
        Till north = new Till(DB.database(), room.keys, LEASE);
        Till south = new Till(second, room.keys, LEASE);
        List<Future<Outcome<Purchase>>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(i % 2 == 0 ? north.buy(CHANNEL, "a-" + i, 2) : south.buy(OTHER_CHANNEL, "a-" + i, 1));
        }

        List<String> sold = new ArrayList<>();
        int outOfStock = 0;
        for (Future<Outcome<Purchase>> one : asked) {
            if (await(one) instanceof Outcome.Done<Purchase>) {
                sold.addAll(serials(await(one)));
            } else {
                assertThat(await(one)).isEqualTo(Outcome.refused(Refusal.OUT_OF_STOCK));
                outOfStock++;
            }
        }

        assertThat(sold).doesNotHaveDuplicates();
        assertThat(room.vouchers(batch, "sold")).isEqualTo(sold.size());
        assertThat(room.vouchers(batch, "available"))
                .isEqualTo(outOfStock == 0 ? 150 - sold.size() - held(north, south) : 0);
        assertThat(room.vouchers(batch, "claimed")).isEqualTo(held(north, south));

        endLeases();
        await(south.claims.freeExpired());
        Till fresh = new Till(second, room.keys, LEASE);
        while (await(fresh.buy(CHANNEL, "rest-" + sold.size(), 1)) instanceof Outcome.Done<Purchase> more) {
            sold.addAll(serials(more));
        }
        assertThat(sold).hasSize(150).doesNotHaveDuplicates();
        assertThat(room.vouchers(batch, "sold")).isEqualTo(150);
    }

    private static long held(Till... tills) {
        long held = 0;
        for (Till till : tills) {
            held += till.claims.held();
        }
        return held;
    }

    @Test
    void whatADeadNodeHadClaimedComesFreeAndWhatAStoppedOneHadIsGivenBack() {
        String batch = room.in(BatchState.ACTIVE, 40);
        Till dead = new Till(DB.database(), room.keys, LEASE);
        Till stopped = new Till(second, room.keys, LEASE);
        for (int i = 0; i < 4; i++) {
            done(await(dead.buy(CHANNEL, "dead-" + i, 1)));
            done(await(stopped.buy(CHANNEL, "stopped-" + i, 1)));
        }
        assertThat(room.vouchers(batch, "claimed"))
                .isEqualTo(held(dead, stopped))
                .isPositive();

        await(stopped.claims.close());
        assertThat(room.vouchers(batch, "claimed")).isEqualTo(held(dead)).isPositive();
        endLeases();
        Till other = new Till(second, room.keys, LEASE);
        assertThat(await(other.claims.freeExpired())).isEqualTo(held(dead));

        assertThat(room.vouchers(batch, "available")).isEqualTo(32);
        assertThat(room.vouchersTrueToHistory(batch)).isEqualTo(40);
        assertThat(serials(await(other.buy(CHANNEL, "after", 32)))).hasSize(32);
        assertThat(await(other.buy(CHANNEL, "none", 1))).isEqualTo(Outcome.refused(Refusal.OUT_OF_STOCK));
    }

    @Test
    void aBatchLockedBehindTheNodesBackAndASpoiledBoxAreSoldAround() {
        String locked = room.in(BatchState.ACTIVE, 20);
        Till till = new Till(DB.database(), room.keys, LEASE);
        done(await(till.buy(CHANNEL, "before-1", 4)));
        done(await(till.buy(CHANNEL, "before-2", 4)));
        done(room.change(locked, BatchState.LOCKED));
        String open = room.in(BatchState.ACTIVE, 10);
        String spoiled = DB.text("SELECT min(serial_number) FROM voucher WHERE batch_id = '" + open + "'");
        room.keys.spoiled.add(spoiled);

        List<String> sold = serials(await(till.buy(CHANNEL, "around", 3)));

        assertThat(sold).hasSize(3).doesNotContain(spoiled);
        assertThat(room.vouchers(open, "sold")).isEqualTo(3);
        assertThat(room.vouchers(open, "blocked")).isEqualTo(1);
        assertThat(room.vouchers(locked, "sold")).isEqualTo(8);
        assertThat(till.claims.spoiled()).isEqualTo(1);
        room.keys.spoiled.clear();
        done(room.change(locked, BatchState.VOID));
        done(room.change(open, BatchState.VOID));
        room.work();
    }
}
