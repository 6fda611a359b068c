package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.done;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.RecordedRequest;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes, eight connections each: the constraints decide, and the books stay sound. */
@Tag("real")
class ConcurrentActsTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;
    private static Database second;
    private static List<Shop> nodes;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        second = DB.anotherNode();
        nodes = List.of(shop, new Shop(second));
    }

    @AfterAll
    static void booksAreSound() {
        assertThat(await(new MoneyAudit(DB.database()).run()).firstDifference()).isEmpty();
        await(second.close());
    }

    @Test
    void limitedCreditIsSpentToTheLastVoucherAndNoFurther() {
        await(new CatalogueImport(DB.database())
                .apply(new Catalogue(List.of(), List.of(Shop.channel("limited", 37_500)))));

        List<Outcome<Purchase>> outcomes =
                together(100, i -> node(i).vouchers.recordSale(shop.sale("limited", "sale-" + i, PAR, 1)));

        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(37);
        assertThat(outcomes.stream().filter(Outcome.refused(Refusal.INSUFFICIENT_CREDIT)::equals))
                .hasSize(63);
        assertThat(DB.number("SELECT balance_minor FROM account WHERE owner = 'limited'"))
                .isEqualTo(500);
    }

    @Test
    void oneReferenceManyTimesIsOneSale() {
        List<Outcome<Purchase>> outcomes =
                together(40, i -> node(i).vouchers.recordSale(shop.sale(CHANNEL, "one-sale", PAR, 2)));

        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(outcomes.stream().filter(outcome -> !replayed(outcome))).hasSize(1);
        assertThat(outcomes.stream().map(Shop::done).distinct()).hasSize(1);
    }

    @Test
    void oneReferenceManyTimesIsOneSaleEvenIfItTakesAllTheCredit() {
        await(new CatalogueImport(DB.database())
                .apply(new Catalogue(List.of(), List.of(Shop.channel("exact", 2_000)))));

        List<Outcome<Purchase>> outcomes =
                together(40, i -> node(i).vouchers.recordSale(shop.sale("exact", "all", PAR, 2)));

        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(outcomes.stream().map(Shop::done).distinct()).hasSize(1);
    }

    @Test
    void aVoucherAskedForByManyIsRedeemedOnce() {
        String serial = shop.sellOne(CHANNEL, "contested");
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            String channel = i % 2 == 0 ? CHANNEL : OTHER_CHANNEL;
            RechargeRequest request = shop.requestKey(channel, "contested-" + i, "t-contested-" + i);
            attempts.add(shop.attempt(request, serial, "+861380013" + (8000 + i)));
        }

        List<Recharge> recharges = together(attempts.size(), i -> node(i).redeem(attempts.get(i))).stream()
                .map(Shop::done)
                .toList();

        assertThat(recharges.stream().filter(recharge -> recharge.ending() instanceof Recharge.Redeemed))
                .hasSize(1);
        assertThat(recharges.stream().filter(recharge -> recharge.ending() instanceof Recharge.Refused))
                .hasSize(31);
    }

    @Test
    void aVoucherAskedForByItsOwnerManyTimesGivesOneValueAndOneReceipt() {
        String serial = shop.sellOne(CHANNEL, "eager");
        String number = "+8613700137010";
        List<Attempt> attempts = IntStream.range(0, 24)
                .mapToObj(i -> shop.attempt(shop.requestKey(CHANNEL, "eager-" + i, "t-eager-" + i), serial, number))
                .toList();

        List<Recharge> recharges = together(attempts.size(), i -> node(i).redeem(attempts.get(i))).stream()
                .map(Shop::done)
                .toList();

        assertThat(recharges.stream().filter(recharge -> recharge.ending() instanceof Recharge.Redeemed))
                .hasSize(1);
        assertThat(recharges.stream().map(ConcurrentActsTest::receipt).distinct())
                .hasSize(1);
        assertThat(await(shop.recharges.balances(number))).containsExactly(money(1_000));
    }

    @Test
    void oneSecondRequestManyTimesIsOneRecharge() {
        String serial = shop.sellOne(CHANNEL, "impatient");
        RechargeRequest request = shop.requestKey(CHANNEL, "impatient", "t-impatient");

        List<Outcome<Recharge>> outcomes =
                together(24, i -> node(i).redeem(shop.attempt(request, serial, "+8613700137011")));

        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(outcomes.stream().filter(outcome -> !replayed(outcome))).hasSize(1);
        assertThat(outcomes.stream().map(Shop::done).distinct()).hasSize(1);
    }

    @Test
    void manyVouchersForOneNumberAllCount() {
        Purchase purchase = shop.sell(CHANNEL, "rich", PAR, 30);
        String number = "+8613700137012";
        List<Attempt> attempts = IntStream.range(0, 30)
                .mapToObj(i -> shop.attempt(
                        shop.requestKey(CHANNEL, "rich-" + i, "t-rich-" + i),
                        purchase.vouchers().get(i).face().serialNumber(),
                        number))
                .toList();

        together(30, i -> node(i).redeem(attempts.get(i)));

        assertThat(await(shop.recharges.balances(number))).containsExactly(money(30_000));
    }

    @Test
    void aTerminalThatAsksInParallelHasOneOutstandingKey() {
        List<Outcome<RecordedRequest>> outcomes = together(32, i -> {
            String reference = "greedy-" + i;
            return node(i).recharges
                    .recordRequest(
                            Shop.request(CHANNEL, reference, "t-greedy", NOW.plusSeconds(120)),
                            Shop.digest(reference),
                            Shop.LIMITS);
        });

        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(DB.number(
                        "SELECT count(*) FROM recharge_request WHERE terminal = 't-greedy' AND state = 'outstanding'"))
                .isOne();
        // every key but the last was handed back to be forgotten, once
        List<String> voided = outcomes.stream()
                .flatMap(outcome -> done(outcome).voided().stream())
                .map(key -> key.kid())
                .toList();
        assertThat(voided).hasSize(31).doesNotHaveDuplicates();
    }

    @Test
    void oneFirstRequestManyTimesIsOneKey() {
        List<Outcome<RecordedRequest>> outcomes = together(
                24,
                i -> node(i).recharges
                        .recordRequest(
                                Shop.request(CHANNEL, "same-first", "t-same", NOW.plusSeconds(120)),
                                Shop.digest("same-first"),
                                Shop.LIMITS));

        assertThat(outcomes.stream().map(outcome -> done(outcome).request()).distinct())
                .hasSize(1);
    }

    @Test
    void nodesThatGoThroughTheSameRowsInOppositeOrdersAllComeThrough() {
        int count = 48;
        List<String> serials = shop.sell(CHANNEL, "opposite", Shop.FREE, count).vouchers().stream()
                .map(item -> item.face().serialNumber())
                .toList();
        IntFunction<Integer> place = i -> i % 2 == 0 ? i / 2 : count - 1 - i / 2;

        List<Outcome<RecordedRequest>> recorded = together(2 * count, i -> {
            String reference = "opposite-" + i;
            String terminal = "t-opposite-" + place.apply(i);
            return node(i).recharges
                    .recordRequest(
                            Shop.request(CHANNEL, reference, terminal, NOW.plusSeconds(120)),
                            Shop.digest(reference),
                            Shop.LIMITS);
        });
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 2 * count; i++) {
            String channel = i % 2 == 0 ? CHANNEL : OTHER_CHANNEL;
            RechargeRequest request = shop.requestKey(channel, "across-" + i, "t-across-" + i);
            String number = "+8613911111" + (100 + place.apply(i) % 5);
            attempts.add(shop.attempt(request, serials.get(place.apply(i)), number));
        }
        List<Recharge> recharges = together(2 * count, i -> node(i).redeem(attempts.get(i))).stream()
                .map(Shop::done)
                .toList();

        assertThat(recorded).allMatch(Outcome.Done.class::isInstance);
        assertThat(recharges.stream().filter(recharge -> recharge.ending() instanceof Recharge.Redeemed))
                .hasSize(count);
        assertThat(recharges.stream().filter(recharge -> recharge.ending() instanceof Recharge.Refused))
                .hasSize(count);
    }

    private static <T> List<T> together(int count, IntFunction<Future<T>> act) {
        List<Future<T>> futures = IntStream.range(0, count).mapToObj(act).toList();
        return futures.stream().map(DatabaseExtension::await).toList();
    }

    private static Shop node(int i) {
        return nodes.get(i % nodes.size());
    }

    private static boolean replayed(Outcome<?> outcome) {
        return outcome instanceof Outcome.Done<?> done && done.replayed();
    }

    private static Recharge.Receipt receipt(Recharge recharge) {
        return switch (recharge.ending()) {
            case Recharge.Redeemed redeemed -> redeemed.receipt();
            case Recharge.AlreadyRedeemedByYou already -> already.first();
            case Recharge.Ending other -> throw new AssertionError(other.toString());
        };
    }
}
