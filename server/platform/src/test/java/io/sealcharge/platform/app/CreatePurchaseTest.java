package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.CreatePurchase.Order;
import io.sealcharge.platform.app.MemoryVoucherStore.Fate;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CreatePurchaseTest {
    private static final Caller CALLER = new Caller("shop", Set.of(), "trace-1");
    private static final TerminalPublicKey KEY =
            TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey();
    private static final Order ORDER = new Order("ref-1", "till-1", "top-50", 3, KEY);

    private final List<String> journal = new ArrayList<>();
    private final MemoryVoucherStore vouchers = new MemoryVoucherStore(journal);
    private final MemoryChannelStore channels = new MemoryChannelStore();
    private final RecordingKeys keys = new RecordingKeys(journal);
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00.123456Z"));
    private final CreatePurchase useCase =
            new CreatePurchase(vouchers, channels, keys, new TimeOrderedIds(clock, new SecureRandom()), clock);

    @BeforeEach
    void channelIsActive() {
        channels.addActive("shop");
    }

    private Future<Outcome<Purchase>> buy(Order order) {
        return useCase.execute(CALLER, order);
    }

    private static Outcome.Done<Purchase> done(Future<Outcome<Purchase>> future) {
        assertThat(future.result()).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done<Purchase>) future.result();
    }

    @Test
    void sellsOneVoucherPerPieceForThePriceTimesTheQuantity() {
        Outcome.Done<Purchase> sold = done(buy(ORDER));

        assertThat(sold.replayed()).isFalse();
        assertThat(sold.value().total()).isEqualTo(new Money(3 * 4900, "CNY"));
        assertThat(sold.value().vouchers()).hasSize(3).allSatisfy(item -> {
            assertThat(item.face().serialNumber()).hasSize(16);
            assertThat(item.face().faceValue()).isEqualTo(new Money(5000, "CNY"));
            assertThat(item.face().expiresAt()).isEqualTo("2027-11-22T08:00:00.123Z");
        });
        assertThat(sold.value().createdAt()).isEqualTo("2026-11-22T08:00:00.123Z");
        assertThat(vouchers.sales.getFirst().jkt()).isEqualTo(KEY.thumbprint());
        assertThat(vouchers.sales.getFirst().requestDigest()).hasSize(32);
    }

    @Test
    void theEnvelopeIsMadeBeforeTheSaleIsWritten() {
        buy(ORDER);

        assertThat(journal).containsExactly("find sale", "product", "mint", "record sale");
    }

    @Test
    void aRepeatGetsTheStoredAnswerAndCallsNoHsm() {
        Purchase first = done(buy(ORDER)).value();
        journal.clear();

        Outcome.Done<Purchase> again = done(buy(ORDER));

        assertThat(again.replayed()).isTrue();
        assertThat(again.value()).isEqualTo(first);
        assertThat(journal).containsExactly("find sale");
    }

    static Stream<Order> ordersThatDifferInOneField() {
        return Stream.of(
                new Order("ref-1", "till-2", "top-50", 3, KEY),
                new Order("ref-1", "till-1", "top-51", 3, KEY),
                new Order("ref-1", "till-1", "top-50", 4, KEY),
                new Order(
                        "ref-1",
                        "till-1",
                        "top-50",
                        3,
                        TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey()));
    }

    @ParameterizedTest
    @MethodSource("ordersThatDifferInOneField")
    void theSameReferenceWithAnotherBodyIsRefusedAndCallsNoHsm(Order other) {
        buy(ORDER);
        journal.clear();

        assertThat(buy(other).result()).isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(journal).containsExactly("find sale");
    }

    @Test
    void aSuspendedChannelGetsNoStoredAnswer() {
        buy(ORDER);
        channels.suspend("shop");

        assertThat(buy(ORDER).result()).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
    }

    @Test
    void anUnknownProductIsRefusedBeforeAnythingIsMinted() {
        Future<Outcome<Purchase>> refused = buy(new Order("ref-1", "till-1", "nothing", 1, KEY));

        assertThat(refused.result()).isEqualTo(Outcome.refused(Refusal.PRODUCT_UNKNOWN));
        assertThat(journal).containsExactly("find sale", "product");
    }

    @Test
    void aTotalThatNoAccountCanHoldIsRefusedForLackOfCredit() {
        Product dear = new Product(
                "dear",
                "Dear",
                new Money(1, "CNY"),
                new Money(Long.MAX_VALUE / 2, "CNY"),
                MemoryVoucherStore.PRODUCT.pinFormat(),
                16,
                1);
        vouchers.products.put("dear", dear);

        Future<Outcome<Purchase>> refused = buy(new Order("ref-1", "till-1", "dear", 3, KEY));

        assertThat(refused.result()).isEqualTo(Outcome.refused(Refusal.INSUFFICIENT_CREDIT));
        assertThat(journal).doesNotContain("mint");
    }

    @Test
    void aCollisionMintsNewPinsAndSerialNumbers() {
        vouchers.fates.add(new Fate(false, new PinCollisionException()));

        assertThat(done(buy(ORDER)).value().vouchers()).hasSize(3);

        assertThat(journal).containsExactly("find sale", "product", "mint", "record sale", "mint", "record sale");
        assertThat(serialNumbers(0)).doesNotContainAnyElementsOf(serialNumbers(1));
        assertThat(envelopes(0)).doesNotContainAnyElementsOf(envelopes(1));
    }

    private List<String> serialNumbers(int sale) {
        return vouchers.sales.get(sale).vouchers().stream()
                .map(voucher -> voucher.face().serialNumber())
                .toList();
    }

    private List<String> envelopes(int sale) {
        return vouchers.sales.get(sale).vouchers().stream()
                .map(SealedVoucher::envelope)
                .toList();
    }

    @Test
    void threeCollisionsAreForgivenAndTheFourthIsNot() {
        for (int i = 0; i < 4; i++) {
            vouchers.fates.add(new Fate(false, new PinCollisionException()));
        }

        assertThat(buy(ORDER).cause()).isInstanceOf(PinCollisionException.class);
        assertThat(vouchers.sales).hasSize(4);
    }

    @Test
    void aFailureOfTheHsmWritesNothing() {
        keys.failure = new UnavailableException(Part.HSM, 5, null);

        assertThat(buy(ORDER).cause()).isSameAs(keys.failure);
        assertThat(vouchers.sales).isEmpty();
        assertThat(journal).containsExactly("find sale", "product", "mint");
    }

    @Test
    void aCommitOfUnknownOutcomeIsAskedForByReferenceAndIsThisRequestsOwnAnswer() {
        vouchers.fates.add(new Fate(true, new UnavailableException(Part.DATABASE, 2, null)));

        Outcome.Done<Purchase> sold = done(buy(ORDER));

        assertThat(sold.replayed()).isFalse();
        assertThat(sold.value().id()).isEqualTo(vouchers.sales.getFirst().id());
        assertThat(journal).containsExactly("find sale", "product", "mint", "record sale", "find sale");
    }

    @Test
    void aCommitThatDidNotHappenIsUnavailable() {
        RuntimeException away = new UnavailableException(Part.DATABASE, 2, null);
        vouchers.fates.add(new Fate(false, away));

        assertThat(buy(ORDER).cause()).isSameAs(away);
        assertThat(journal).containsExactly("find sale", "product", "mint", "record sale", "find sale");
    }

    @Test
    void aCommitNobodyCanTellOfIsUnavailableAfterOneQuestion() {
        RuntimeException away = new UnavailableException(Part.DATABASE, 2, null);
        vouchers.fates.add(new Fate(true, away));
        vouchers.lookFailures.add(new UnavailableException(Part.DATABASE, 7, null));

        assertThat(buy(ORDER).cause()).isSameAs(away);
        assertThat(journal).filteredOn("find sale"::equals).hasSize(2);
    }

    @Test
    void aFullQueueWroteNothingAndIsNotAskedAbout() {
        RuntimeException full = new UnavailableException(Part.CAPACITY, 1, null);
        vouchers.fates.add(new Fate(false, full));

        assertThat(buy(ORDER).cause()).isSameAs(full);
        assertThat(journal).endsWith("record sale");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101, Integer.MAX_VALUE})
    void aQuantityIsOneToAHundred(int quantity) {
        assertThatThrownBy(() -> new Order("ref-1", "till-1", "top-50", quantity, KEY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
