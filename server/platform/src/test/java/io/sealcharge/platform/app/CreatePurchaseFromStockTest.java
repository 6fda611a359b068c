package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.platform.app.CreatePurchase.Order;
import io.sealcharge.platform.app.MemoryVoucherStore.Fate;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sales from stock: whatever becomes of them, no claim is lost track of. */
final class CreatePurchaseFromStockTest {
    private static final Caller CALLER = new Caller("shop", Set.of(), "trace-1");
    private static final UUID NODE = UUID.randomUUID();

    private final List<String> journal = new ArrayList<>();
    private final MemoryVoucherStore vouchers = new MemoryVoucherStore(journal);
    private final MemoryChannelStore channels = new MemoryChannelStore();
    private final RecordingKeys keys = new RecordingKeys(journal);
    private final MemoryStockStore stock = new MemoryStockStore(journal);
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00.123456Z"));
    private final StockClaims claims =
            new StockClaims(stock, clock, new StockClaims.Settings(NODE, 64, 200, Duration.ofSeconds(60)));
    private final CreatePurchase useCase = new CreatePurchase(
            vouchers,
            channels,
            new SharedKeys(new MemoryTerminalStore()),
            claims,
            keys,
            new TimeOrderedIds(clock, new SecureRandom()),
            clock);

    @BeforeEach
    void aProductIsSoldFromStock() {
        channels.addActive("shop");
        Product minted = MemoryVoucherStore.PRODUCT;
        vouchers.products.put(
                "card-50",
                new Product(
                        "card-50",
                        "Card 50",
                        minted.faceValue(),
                        minted.price(),
                        minted.pinFormat(),
                        16,
                        365,
                        ProductSource.STOCK));
    }

    private Future<Outcome<Purchase>> buy(String reference, int quantity) {
        KeyOrder key = new KeyOrder.Own(
                TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey());
        return useCase.execute(CALLER, new Order(reference, "till-1", "card-50", quantity, key));
    }

    private static List<String> serials(Future<Outcome<Purchase>> sold) {
        assertThat(sold.result()).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<Purchase>) sold.result())
                .value().vouchers().stream()
                        .map(item -> item.face().serialNumber())
                        .toList();
    }

    @Test
    void vouchersAreClaimedAndSealedBeforeTheSaleIsWritten() {
        stock.put(3);

        assertThat(serials(buy("ref-1", 2))).containsExactly(MemoryStockStore.serial(1), MemoryStockStore.serial(2));

        assertThat(journal).containsExactly("look", "claim 2", "seal from stock", "record sale");
        assertThat(vouchers.sales.getFirst().claimant()).isEqualTo(NODE);
        assertThat(claims.held()).isZero();
    }

    @Test
    void aVoucherExpiresAsItsBatchSaysOrElseByItsSale() {
        stock.put(2);
        buy("ref-1", 1);
        stock.expiresAt = Instant.parse("2027-06-30T00:00:00Z");
        buy("ref-2", 1);

        assertThat(vouchers.sales.stream()
                        .map(sale -> sale.vouchers().getFirst().face())
                        .map(VoucherFace::expiresAt))
                .containsExactly(Instant.parse("2027-11-22T08:00:00.123Z"), Instant.parse("2027-06-30T00:00:00Z"));
    }

    @Test
    void tooFewVouchersSellNothingAndLeaveTheReferenceFree() {
        stock.put(2);

        assertThat(buy("ref-1", 3).result()).isEqualTo(Outcome.refused(Refusal.OUT_OF_STOCK));

        assertThat(vouchers.sales).isEmpty();
        assertThat(serials(buy("ref-1", 2))).hasSize(2);
    }

    @Test
    void aRefusedSaleGivesItsVouchersToTheNext() {
        stock.put(2);
        vouchers.refusal = Refusal.INSUFFICIENT_CREDIT;
        assertThat(buy("ref-1", 2).result()).isEqualTo(Outcome.refused(Refusal.INSUFFICIENT_CREDIT));

        vouchers.refusal = null;

        assertThat(serials(buy("ref-1", 2))).hasSize(2);
        assertThat(claims.held()).isZero();
    }

    @Test
    void anHsmThatIsAwayKeepsTheClaims() {
        stock.put(2);
        keys.failure = new UnavailableException(Part.HSM, 5, null);
        assertThat(buy("ref-1", 2).cause()).isSameAs(keys.failure);

        keys.failure = null;

        assertThat(serials(buy("ref-1", 2))).hasSize(2);
        assertThat(stock.claims).hasSize(1);
    }

    @Test
    void lostClaimsAreGivenBackAndOthersAreSold() {
        stock.put(4);
        vouchers.fates.add(new Fate(false, new ClaimLostException()));

        assertThat(serials(buy("ref-1", 2))).containsExactly(MemoryStockStore.serial(3), MemoryStockStore.serial(4));

        assertThat(journal).contains("release 2");
        assertThat(claims.released()).isEqualTo(2);
    }

    @Test
    void claimsThatAreLostAgainAndAgainAreSomethingToComeBackFor() {
        stock.put(100);
        for (int i = 0; i < 4; i++) {
            vouchers.fates.add(new Fate(false, new ClaimLostException()));
        }

        assertThat(buy("ref-1", 1).cause())
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        later -> assertThat(later.part()).isEqualTo(Part.CAPACITY));
        assertThat(vouchers.sales).hasSize(4);
    }

    @Test
    void aSaleOfUnknownOutcomeLeavesItsVouchersToTheLease() {
        stock.put(2);
        vouchers.fates.add(new Fate(false, new UnavailableException(Part.DATABASE, 1, null)));

        assertThat(buy("ref-1", 2).failed()).isTrue();

        assertThat(stock.claimed).hasSize(2);
        assertThat(claims.held()).isZero();
        assertThat(buy("ref-1", 1).result()).isEqualTo(Outcome.refused(Refusal.OUT_OF_STOCK));
    }

    @Test
    void aSaleThatWasCommittedAfterAllHasSoldItsVouchers() {
        stock.put(2);
        vouchers.fates.add(new Fate(true, new UnavailableException(Part.DATABASE, 1, null)));

        assertThat(serials(buy("ref-1", 2))).hasSize(2);

        assertThat(claims.held()).isZero();
    }

    @Test
    void aBoxThatDoesNotOpenTwiceIsBlockedAndTheSaleGoesOnWithOthers() {
        stock.put(3);
        keys.spoiled.add(MemoryStockStore.serial(2));

        assertThat(serials(buy("ref-1", 2)))
                .containsExactlyInAnyOrder(MemoryStockStore.serial(1), MemoryStockStore.serial(3));

        assertThat(stock.blocked).containsExactly(MemoryStockStore.serial(2));
        assertThat(journal).filteredOn("seal from stock"::equals).hasSize(3);
        assertThat(claims.spoiled()).isEqualTo(1);
        assertThat(claims.held()).isZero();
    }

    @Test
    void aBoxThatOpensAtTheSecondTryIsSold() {
        stock.put(1);
        keys.stumblesOnce = true;

        assertThat(serials(buy("ref-1", 1))).containsExactly(MemoryStockStore.serial(1));

        assertThat(stock.blocked).isEmpty();
    }

    @Test
    void aRepeatedReferenceThatLosesTheRaceGivesItsVouchersBack() {
        stock.put(4);
        buy("ref-1", 2);
        vouchers.replayNext = true;

        assertThat(((Outcome.Done<Purchase>) buy("ref-2", 2).result()).replayed())
                .isTrue();

        vouchers.replayNext = false;
        assertThat(serials(buy("ref-3", 2)))
                .containsExactlyInAnyOrder(MemoryStockStore.serial(3), MemoryStockStore.serial(4));
    }
}
