package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.SymmetricEncryption;
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
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.SharedKeyOnFile.State;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
    private static final KeyOrder OWN = new KeyOrder.Own(KEY);
    private static final Order ORDER = new Order("ref-1", "till-1", "top-50", 3, OWN);

    private final List<String> journal = new ArrayList<>();
    private final MemoryVoucherStore vouchers = new MemoryVoucherStore(journal);
    private final MemoryChannelStore channels = new MemoryChannelStore();
    private final RecordingKeys keys = new RecordingKeys(journal);
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00.123456Z"));
    private final MemoryTerminalStore sharedKeys = new MemoryTerminalStore();
    private final MemoryStockStore stock = new MemoryStockStore(journal);
    private final StockClaims claims =
            new StockClaims(stock, clock, new StockClaims.Settings(UUID.randomUUID(), 64, 200, Duration.ofSeconds(60)));
    private final CreatePurchase useCase = new CreatePurchase(
            vouchers,
            channels,
            new SharedKeys(sharedKeys),
            claims,
            keys,
            new TimeOrderedIds(clock, new SecureRandom()),
            clock);

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
        assertThat(sold.value().commission()).isEqualTo(new Money(3 * 20, "CNY"));
        assertThat(vouchers.sales.getFirst().key()).isEqualTo(new SealingKey.Own(KEY));
        assertThat(vouchers.sales.getFirst().claimant()).isNull();
        assertThat(vouchers.sales.getFirst().requestDigest()).hasSize(32);
    }

    @Test
    void theEnvelopeIsMadeBeforeTheSaleIsWritten() {
        buy(ORDER);

        assertThat(journal).containsExactly("look", "mint", "record sale");
    }

    @Test
    void aRepeatGetsTheStoredAnswerAndCallsNoHsm() {
        Purchase first = done(buy(ORDER)).value();
        journal.clear();

        Outcome.Done<Purchase> again = done(buy(ORDER));

        assertThat(again.replayed()).isTrue();
        assertThat(again.value()).isEqualTo(first);
        assertThat(journal).containsExactly("look", "find sale");
    }

    static Stream<Order> ordersThatDifferInOneField() {
        return Stream.of(
                new Order("ref-1", "till-2", "top-50", 3, OWN),
                new Order("ref-1", "till-1", "top-51", 3, OWN),
                new Order("ref-1", "till-1", "top-50", 4, OWN),
                new Order(
                        "ref-1",
                        "till-1",
                        "top-50",
                        3,
                        new KeyOrder.Own(TerminalPrivateKey.generate(KeyEncryption.ECDH_ES)
                                .publicKey())),
                new Order(
                        "ref-1",
                        "till-1",
                        "top-50",
                        3,
                        new KeyOrder.Shared(new TerminalKid(UUID.randomUUID(), 1), SymmetricEncryption.DIR)));
    }

    @ParameterizedTest
    @MethodSource("ordersThatDifferInOneField")
    void theSameReferenceWithAnotherBodyIsRefusedAndCallsNoHsm(Order other) {
        buy(ORDER);
        journal.clear();

        assertThat(buy(other).result()).isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(journal).containsExactly("look", "find sale");
    }

    @Test
    void aSuspendedChannelGetsNoStoredAnswer() {
        buy(ORDER);
        channels.suspend("shop");

        assertThat(buy(ORDER).result()).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
    }

    @Test
    void anUnknownProductIsRefusedBeforeAnythingIsMinted() {
        Future<Outcome<Purchase>> refused = buy(new Order("ref-1", "till-1", "nothing", 1, OWN));

        assertThat(refused.result()).isEqualTo(Outcome.refused(Refusal.PRODUCT_UNKNOWN));
        assertThat(journal).containsExactly("look");
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

        Future<Outcome<Purchase>> refused = buy(new Order("ref-1", "till-1", "dear", 3, OWN));

        assertThat(refused.result()).isEqualTo(Outcome.refused(Refusal.INSUFFICIENT_CREDIT));
        assertThat(journal).doesNotContain("mint");
    }

    @Test
    void aCollisionMintsNewPinsAndSerialNumbers() {
        vouchers.fates.add(new Fate(false, new PinCollisionException()));

        assertThat(done(buy(ORDER)).value().vouchers()).hasSize(3);

        assertThat(journal).containsExactly("look", "mint", "record sale", "mint", "record sale");
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
        assertThat(journal).containsExactly("look", "mint");
    }

    @Test
    void aCommitOfUnknownOutcomeIsAskedForByReferenceAndIsThisRequestsOwnAnswer() {
        vouchers.fates.add(new Fate(true, new UnavailableException(Part.DATABASE, 2, null)));

        Outcome.Done<Purchase> sold = done(buy(ORDER));

        assertThat(sold.replayed()).isFalse();
        assertThat(sold.value().id()).isEqualTo(vouchers.sales.getFirst().id());
        assertThat(journal).containsExactly("look", "mint", "record sale", "find sale");
    }

    @Test
    void aCommitThatDidNotHappenIsUnavailable() {
        RuntimeException away = new UnavailableException(Part.DATABASE, 2, null);
        vouchers.fates.add(new Fate(false, away));

        assertThat(buy(ORDER).cause()).isSameAs(away);
        assertThat(journal).containsExactly("look", "mint", "record sale", "find sale");
    }

    @Test
    void aCommitNobodyCanTellOfIsUnavailableAfterOneQuestion() {
        RuntimeException away = new UnavailableException(Part.DATABASE, 2, null);
        vouchers.fates.add(new Fate(true, away));
        vouchers.lookFailures.add(new UnavailableException(Part.DATABASE, 7, null));

        assertThat(buy(ORDER).cause()).isSameAs(away);
        assertThat(journal).filteredOn("find sale"::equals).hasSize(1);
    }

    @Test
    void aFullQueueWroteNothingAndIsNotAskedAbout() {
        RuntimeException full = new UnavailableException(Part.CAPACITY, 1, null);
        vouchers.fates.add(new Fate(false, full));

        assertThat(buy(ORDER).cause()).isSameAs(full);
        assertThat(journal).endsWith("record sale");
    }

    /** A key of a new terminal of this name. */
    private TerminalKid put(String channel, String terminal, State state, long sealed) {
        TerminalKeyId id = new TerminalKeyId(channel, UUID.randomUUID(), 1, 1);
        sharedKeys.put(new SharedKeyOnFile(id, terminal, state, sealed, 0));
        return new TerminalKid(id.terminal(), id.generation());
    }

    private static Order under(TerminalKid kid, String terminal) {
        return new Order("ref-1", terminal, "top-50", 3, new KeyOrder.Shared(kid, SymmetricEncryption.DIR));
    }

    @Test
    void vouchersAreSealedToASharedKeyWhetherItsTerminalIsCalledByNameOrById() {
        TerminalKid kid = put("shop", "till-1", State.ACTIVE, 0);

        assertThat(done(buy(under(kid, "till-1"))).value().sharedKey()).isEqualTo(kid);

        assertThat(vouchers.sales.getFirst().key())
                .isInstanceOfSatisfying(
                        SealingKey.Shared.class,
                        shared -> assertThat(shared.id().terminal()).isEqualTo(kid.terminal()));
        vouchers.stored.clear();
        assertThat(done(buy(under(kid, kid.terminal().toString()))).value().sharedKey())
                .isEqualTo(kid);
    }

    @Test
    void aKeyThatIsNotTheTerminalsIsRefusedBeforeAnythingIsMinted() {
        TerminalKid other = put("shop", "till-2", State.ACTIVE, 0);
        TerminalKid foreign = put("rival", "till-1", State.ACTIVE, 0);

        assertThat(buy(under(other, "till-1")).result()).isEqualTo(Outcome.refused(Refusal.KID_FOREIGN));
        for (TerminalKid kid : List.of(foreign, new TerminalKid(UUID.randomUUID(), 1))) {
            assertThat(buy(under(kid, "till-1")).result()).isEqualTo(Outcome.refused(Refusal.KID_UNKNOWN));
        }
        assertThat(journal).doesNotContain("mint");
    }

    @Test
    void aKeyThatSealsNoMoreIsRefusedBeforeAnythingIsMinted() {
        for (State state : List.of(State.RETIRED, State.REVOKED)) {
            assertThat(buy(under(put("shop", "till-1", state, 0), "till-1")).result())
                    .isEqualTo(Outcome.refused(Refusal.TERMINAL_REVOKED));
        }
        TerminalKid full = put("shop", "till-1", State.ACTIVE, SharedKeyOnFile.MOST_MESSAGES - 2);
        assertThat(buy(under(full, "till-1")).result()).isEqualTo(Outcome.refused(Refusal.TERMINAL_KEY_EXHAUSTED));
        assertThat(journal).doesNotContain("mint");

        TerminalKid last = put("shop", "till-1", State.ACTIVE, SharedKeyOnFile.MOST_MESSAGES - 3);
        assertThat(done(buy(under(last, "till-1"))).value().vouchers()).hasSize(3);
    }

    @Test
    void aDayThatIsUsedUpSaysHowLongItStillTakes() {
        vouchers.refusal = Refusal.DAY_CAP_EXCEEDED;

        assertThat(buy(ORDER).cause())
                .isInstanceOfSatisfying(
                        DayCapException.class,
                        spent -> assertThat(spent.retryAfterSeconds()).isEqualTo(16 * 3_600));
    }

    @Test
    void ofADayThatEndsInAMomentASecondIsLeft() {
        assertThat(new DayCapException(Instant.parse("2026-11-22T23:59:59.999999Z")).retryAfterSeconds())
                .isEqualTo(1);
        assertThat(new DayCapException(Instant.parse("2026-11-22T00:00:00Z")).retryAfterSeconds())
                .isEqualTo(86_400);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101, Integer.MAX_VALUE})
    void aQuantityIsOneToAHundred(int quantity) {
        assertThatThrownBy(() -> new Order("ref-1", "till-1", "top-50", quantity, OWN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
