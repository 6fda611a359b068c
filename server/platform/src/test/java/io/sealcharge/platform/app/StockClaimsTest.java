package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.StockStore.Claim;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.ClaimedVoucher;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class StockClaimsTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final List<String> journal = new ArrayList<>();
    private final MemoryStockStore stock = new MemoryStockStore(journal);
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final StockClaims claims =
            new StockClaims(stock, () -> now, new StockClaims.Settings(UUID.randomUUID(), 16, 120, LEASE));

    private List<ClaimedVoucher> take(int quantity) {
        return claims.take("top-50", quantity).result().orElseThrow();
    }

    private boolean isEmpty(int quantity) {
        return claims.take("top-50", quantity).result().isEmpty();
    }

    private static List<String> serials(List<ClaimedVoucher> vouchers) {
        return vouchers.stream().map(ClaimedVoucher::serialNumber).toList();
    }

    @Test
    void aProductThatSellsIsClaimedTwiceAsMuchEachTimeUpToTheMost() {
        stock.put(1_000);

        for (int i = 0; i < 63; i++) {
            claims.forget(take(1));
        }

        assertThat(stock.claims).extracting(Claim::limit).containsExactly(1, 2, 4, 8, 16, 16, 16);
        assertThat(claims.claimed()).isEqualTo(63);
        assertThat(claims.held()).isZero();
    }

    @Test
    void aProductThatSellsSlowlyIsClaimedOneByOneAgain() {
        stock.put(100);
        take(1);
        take(1);
        assertThat(claims.held()).isEqualTo(3);

        now = now.plus(LEASE);
        take(1);
        take(1);

        assertThat(stock.claims).extracting(Claim::limit).containsExactly(1, 2, 1, 2);
    }

    @Test
    void oneOrderGetsAllItNeedsInOneClaimAndNothingTwice() {
        stock.put(200);

        List<ClaimedVoucher> first = take(100);
        claims.forget(first);
        List<ClaimedVoucher> second = take(100);

        assertThat(first).hasSize(100);
        assertThat(serials(second)).doesNotContainAnyElementsOf(serials(first)).doesNotHaveDuplicates();
        assertThat(stock.claims).extracting(Claim::limit).containsExactly(100, 100);
    }

    @Test
    void claimsGoOnWhereTheLastOneEnded() {
        stock.put(10);
        take(3);
        take(3);

        assertThat(stock.claims.get(0).after()).isNull();
        assertThat(stock.claims.get(1).after().serialNumber()).isEqualTo(MemoryStockStore.serial(3));
    }

    @Test
    void whatCameFreeBeforeThatPlaceIsFoundAtTheEndAndClaimsGoOnFromThere() {
        stock.put(6);
        claims.forget(take(4));
        stock.available.addAll(
                List.of(MemoryStockStore.serial(1), MemoryStockStore.serial(2), MemoryStockStore.serial(3)));
        journal.clear();

        assertThat(serials(take(4))).hasSize(4);

        assertThat(journal).containsExactly("claim 8", "claim 6");
        assertThat(stock.claims.getLast().after()).isNull();
    }

    @Test
    void tooFewVouchersStayForTheNextSaleThatTheyAreEnoughFor() {
        stock.put(5);

        assertThat(isEmpty(6)).isTrue();
        assertThat(serials(take(5))).hasSize(5);

        assertThat(stock.claims).hasSize(1);
    }

    @Test
    void aStockThatIsUsedUpIsLookedThroughOnceASecond() {
        for (int i = 0; i < 10; i++) {
            assertThat(isEmpty(1)).isTrue();
        }
        assertThat(stock.claims).hasSize(1);

        stock.put(1);
        now = now.plusSeconds(1);

        assertThat(take(1)).hasSize(1);
    }

    @Test
    void salesThatWaitAreServedByOneClaimInTheOrderOfAsking() {
        stock.put(100);
        stock.gate = Promise.promise();

        List<Future<Optional<List<ClaimedVoucher>>>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(claims.take("top-50", 2));
        }
        assertThat(stock.claims).hasSize(1);
        stock.gate.complete();

        assertThat(waiting.stream().flatMap(future -> serials(future.result().orElseThrow()).stream()))
                .containsExactly(
                        MemoryStockStore.serial(1),
                        MemoryStockStore.serial(2),
                        MemoryStockStore.serial(3),
                        MemoryStockStore.serial(4),
                        MemoryStockStore.serial(5),
                        MemoryStockStore.serial(6));
    }

    @Test
    void aClaimThatFailsFailsAllThatWaitAndTheNextSaleClaimsAgain() {
        stock.put(10);
        stock.failure = new UnavailableException(Part.DATABASE, 1, null);

        assertThat(claims.take("top-50", 1).cause()).isSameAs(stock.failure);
        assertThat(claims.held()).isZero();

        stock.failure = null;
        assertThat(take(1)).hasSize(1);
    }

    @Test
    void moreThanTheNodeMayHoldIsRefusedUntilSomeAreSold() {
        stock.put(1_000);
        List<ClaimedVoucher> first = take(100);

        assertThat(claims.take("top-50", 21).cause())
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        full -> assertThat(full.part()).isEqualTo(Part.CAPACITY));
        List<ClaimedVoucher> second = take(20);
        assertThat(claims.held()).isEqualTo(120);
        claims.forget(first);
        claims.forget(second);

        assertThat(take(100)).hasSize(100);
    }

    @Test
    void whatWasNotSoldIsTakenByTheNextSale() {
        stock.put(10);
        List<ClaimedVoucher> first = take(4);
        claims.giveBack("top-50", first);

        assertThat(serials(take(4))).containsExactlyInAnyOrderElementsOf(serials(first));
        assertThat(stock.claims).hasSize(1);
    }

    @Test
    void aVoucherNearTheEndOfItsLeaseIsNotTakenAnyMore() {
        stock.put(10);
        take(1);
        claims.giveBack("top-50", take(2));

        now = now.plus(LEASE.dividedBy(4).multipliedBy(3));
        List<ClaimedVoucher> fresh = take(2);

        assertThat(serials(fresh)).containsExactly(MemoryStockStore.serial(4), MemoryStockStore.serial(5));
    }

    @Test
    void vouchersOfDoubtAndAllTheOthersGoBackToTheStock() {
        stock.put(20);
        take(2);
        List<ClaimedVoucher> lost = take(2);
        journal.clear();

        claims.distrust("top-50", lost);

        assertThat(journal).containsExactly("release 4");
        assertThat(claims.held()).isEqualTo(2);
        assertThat(claims.released()).isEqualTo(4);
    }

    @Test
    void spoiledVouchersAreBlockedAndCounted() {
        stock.put(3);
        List<ClaimedVoucher> taken = take(3);

        claims.block(taken.subList(0, 1));

        assertThat(stock.blocked).containsExactly(MemoryStockStore.serial(1));
        assertThat(claims.spoiled()).isEqualTo(1);
        assertThat(claims.held()).isEqualTo(2);
    }

    @Test
    void atTheEndANodeGivesBackWhatNoSaleHasAndClaimsNoMore() {
        stock.put(1_000);
        take(1);
        take(1);

        assertThat(claims.close().succeeded()).isTrue();

        assertThat(stock.available).hasSize(998);
        assertThat(claims.held()).isEqualTo(2);
        assertThat(claims.take("top-50", 1).cause())
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        stopped -> assertThat(stopped.part()).isEqualTo(Part.SHUTDOWN));
    }

    @Test
    void freeingCountsWhatOthersLeftBehindAndForgetsOnesOwn() {
        stock.put(10);
        take(1);
        take(1);
        now = now.plus(LEASE);

        assertThat(claims.freeExpired().result()).isEqualTo(3);

        assertThat(claims.held()).as("in the hands of two sales").isEqualTo(2);
        assertThat(claims.released()).isEqualTo(3);
    }
}
