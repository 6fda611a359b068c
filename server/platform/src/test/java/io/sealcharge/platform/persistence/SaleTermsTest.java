package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.DISCOUNTED;
import static io.sealcharge.platform.persistence.Shop.FREE;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.SURCHARGED;
import static io.sealcharge.platform.persistence.Shop.done;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a channel may buy, for how much, and how far it may go; judged by the statement that writes the sale. */
@Tag("real")
class SaleTermsTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static final AtomicInteger COUNT = new AtomicInteger();

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

    /** A new channel with so much credit. */
    private static String channel(long credit) {
        String id = "channel-" + COUNT.incrementAndGet();
        await(new CatalogueImport(DB.database()).apply(new Catalogue(List.of(), List.of(Shop.channel(id, credit)))));
        return id;
    }

    private static void terms(String channel, Product product, String price, long commission) {
        DB.execute("INSERT INTO channel_product VALUES ('%s', '%s', %s, %d)"
                .formatted(channel, product.id(), price, commission));
    }

    private static void limits(String channel, String assignments) {
        DB.execute(
                "UPDATE account SET " + assignments + " WHERE kind = 'channel_credit' AND owner = '" + channel + "'");
    }

    private static Sale sale(String channel, Product product, int quantity, Instant at) {
        String reference = "sale-" + COUNT.incrementAndGet();
        return at(shop.sale(channel, reference, product, quantity), at);
    }

    private static Sale at(Sale sale, Instant at) {
        Duration later = Duration.between(sale.at(), at);
        return new Sale(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.requestDigest(),
                sale.terminal(),
                sale.product(),
                sale.key(),
                null,
                at,
                sale.vouchers().stream()
                        .map(voucher -> new SealedVoucher(
                                new VoucherFace(
                                        voucher.face().serialNumber(),
                                        voucher.face().faceValue(),
                                        voucher.face().expiresAt().plus(later)),
                                voucher.indexes(),
                                voucher.envelope()))
                        .toList());
    }

    private static Outcome<Purchase> sell(Sale sale) {
        return await(shop.vouchers.recordSale(sale));
    }

    private static Outcome<Purchase> sell(String channel, Product product, int quantity) {
        return sell(sale(channel, product, quantity, NOW));
    }

    private static long balance(String channel) {
        return DB.number(
                "SELECT balance_minor FROM account WHERE kind = 'channel_credit' AND owner = '" + channel + "'");
    }

    private static String postings(Outcome<Purchase> sold) {
        return DB.text(
                "SELECT string_agg(kind || ' ' || amount_minor, ', ' ORDER BY kind) FROM posting WHERE purchase_id = '"
                        + done(sold).id() + "'");
    }

    @Test
    void aChannelBuysByItsOwnPriceAndEarnsItsCommission() {
        String channel = channel(10_000);
        terms(channel, PAR, "930", 30);
        terms(channel, SURCHARGED, "NULL", 5);
        terms(channel, FREE, "600", 600);

        Outcome<Purchase> par = sell(channel, PAR, 3);
        Outcome<Purchase> surcharged = sell(channel, SURCHARGED, 2);
        Outcome<Purchase> free = sell(channel, FREE, 1);

        assertThat(done(par).total()).isEqualTo(money(2_790));
        assertThat(done(par).commission()).isEqualTo(money(90));
        assertThat(postings(par)).isEqualTo("commission 90, discount 210, sale 2790");
        assertThat(postings(surcharged)).isEqualTo("commission 10, sale 2000, surcharge 60");
        assertThat(postings(free)).isEqualTo("commission 600, sale 500, surcharge 100");
        assertThat(balance(channel)).isEqualTo(10_000 - 2_790 + 90 - 2_060 + 10 - 600 + 600);
        assertThat(await(shop.vouchers.getPurchase(channel, done(par).id()))).contains(done(par));
        assertThat(shop.offer(channel, "par")).contains(new Offer(PAR, money(930), money(30)));
    }

    @Test
    void aChannelThatMayNotBuyEverythingBuysWhatItHasTermsFor() {
        String channel = channel(10_000);
        terms(channel, DISCOUNTED, "NULL", 0);
        DB.execute("UPDATE channel SET all_products = false WHERE id = '" + channel + "'");

        assertThat(sell(channel, PAR, 1)).isEqualTo(Outcome.refused(Refusal.PRODUCT_UNKNOWN));
        assertThat(sell(channel, DISCOUNTED, 1)).isInstanceOf(Outcome.Done.class);
        assertThat(await(shop.vouchers.offers(channel)))
                .containsExactly(new Offer(DISCOUNTED, DISCOUNTED.price(), money(0)));
        assertThat(shop.offer(channel, "par")).isEmpty();
    }

    @Test
    void thePriceOfTheMomentOfTheSaleCounts() {
        String channel = channel(10_000);
        Sale sale = sale(channel, PAR, 1, NOW);
        terms(channel, PAR, "990", 0);

        assertThat(done(sell(sale)).total()).isEqualTo(money(990));
        assertThat(balance(channel)).isEqualTo(9_010);
    }

    @Test
    void creditMayGoBelowNothingToTheLimitAndNoFurther() {
        String channel = channel(1_500);
        limits(channel, "credit_limit_minor = 700");

        assertThat(sell(channel, PAR, 2)).isInstanceOf(Outcome.Done.class);
        assertThat(balance(channel)).isEqualTo(-500);
        assertThat(sell(channel, PAR, 1)).isEqualTo(Outcome.refused(Refusal.INSUFFICIENT_CREDIT));

        terms(channel, PAR, "1000", 800);
        assertThat(sell(channel, PAR, 1)).as("its commission counts").isInstanceOf(Outcome.Done.class);
        assertThat(balance(channel)).isEqualTo(-700);
        assertThat(sell(channel, PAR, 1)).isEqualTo(Outcome.refused(Refusal.INSUFFICIENT_CREDIT));
    }

    @Test
    void aPriceThatNoAccountCanHoldIsRefusedForLackOfCredit() {
        String channel = channel(1_500);
        terms(channel, PAR, Long.toString(Long.MAX_VALUE), 0);

        assertThat(sell(channel, PAR, 100)).isEqualTo(Outcome.refused(Refusal.INSUFFICIENT_CREDIT));
    }

    @Test
    void onePurchaseComesToTheCapAtMost() {
        String channel = channel(10_000);
        limits(channel, "order_cap_minor = 2000");

        assertThat(sell(channel, PAR, 3)).isEqualTo(Outcome.refused(Refusal.ORDER_CAP_EXCEEDED));
        assertThat(sell(channel, PAR, 2)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void thePurchasesOfADayComeToTheCapAtMost() {
        String channel = channel(100_000);
        limits(channel, "day_cap_minor = 3000");
        Instant evening = Instant.parse("2026-11-22T23:59:59.999Z");
        Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
        Sale refused = sale(channel, PAR, 2, evening);

        assertThat(sell(channel, PAR, 2)).isInstanceOf(Outcome.Done.class);
        assertThat(sell(refused)).isEqualTo(Outcome.refused(Refusal.DAY_CAP_EXCEEDED));
        assertThat(sell(sale(channel, PAR, 1, evening))).isInstanceOf(Outcome.Done.class);

        assertThat(sell(at(refused, midnight)))
                .as("the next day the same reference may buy")
                .isInstanceOf(Outcome.Done.class);
        assertThat(sell(sale(channel, PAR, 2, evening)))
                .as("a late sale of the day before counts for the new day")
                .isEqualTo(Outcome.refused(Refusal.DAY_CAP_EXCEEDED));
        assertThat(sell(sale(channel, PAR, 1, evening))).isInstanceOf(Outcome.Done.class);
        assertThat(sell(sale(channel, PAR, 1, midnight))).isEqualTo(Outcome.refused(Refusal.DAY_CAP_EXCEEDED));
    }

    @Test
    void whatIsRefusedWritesNothingAndLeavesTheReferenceFree() {
        String channel = channel(900);
        limits(channel, "order_cap_minor = 5000, day_cap_minor = 4000");
        Sale tooMuch = sale(channel, PAR, 6, NOW);
        String before = state(channel);

        for (Sale sale :
                List.of(tooMuch, sale(channel, PAR, 5, NOW), sale(channel, PAR, 1, NOW), sale("nobody", PAR, 1, NOW))) {
            assertThat(sell(sale)).isInstanceOf(Outcome.Refused.class);
        }

        assertThat(state(channel)).isEqualTo(before);
        limits(channel, "order_cap_minor = NULL, day_cap_minor = NULL, credit_limit_minor = 10000");
        assertThat(sell(tooMuch)).isInstanceOf(Outcome.Done.class);
    }

    private static String state(String channel) {
        return DB.text("SELECT (SELECT count(*) FROM purchase) || ' ' || (SELECT count(*) FROM voucher) || ' '"
                + " || (SELECT count(*) FROM posting) || ' ' || (SELECT count(*) FROM voucher_history) || ' '"
                + " || (SELECT a::text FROM account a WHERE kind = 'channel_credit' AND owner = '" + channel + "')");
    }

    @Test
    void whateverIsBoughtAtOnceOnTwoNodesNoCapAndNoLimitIsBroken() {
        String capped = channel(1_000_000);
        limits(capped, "day_cap_minor = 21500");
        String indebted = channel(5_000);
        limits(indebted, "credit_limit_minor = 12500");
        terms(indebted, PAR, "1000", 100);
        List<Future<Outcome<Purchase>>> cappedSales = new ArrayList<>();
        List<Future<Outcome<Purchase>>> indebtedSales = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            PgVoucherStore node = nodes.get(i % 2).vouchers;
            cappedSales.add(node.recordSale(sale(capped, PAR, 1, NOW)));
            indebtedSales.add(node.recordSale(sale(indebted, PAR, 1, NOW)));
        }

        assertThat(outcomes(cappedSales, Refusal.DAY_CAP_EXCEEDED)).isEqualTo(21);
        assertThat(DB.number("SELECT spent_minor FROM account WHERE owner = '" + capped + "'"))
                .isEqualTo(21_000);
        assertThat(outcomes(indebtedSales, Refusal.INSUFFICIENT_CREDIT)).isEqualTo(19);
        assertThat(balance(indebted)).isEqualTo(5_000 - 19 * 900);
    }

    /** How many were sold; the others were refused, and for that reason. */
    private static long outcomes(List<Future<Outcome<Purchase>>> sales, Refusal refusal) {
        List<Outcome<Purchase>> outcomes =
                sales.stream().map(DatabaseExtension::await).toList();
        long sold = outcomes.stream().filter(Outcome.Done.class::isInstance).count();
        assertThat(outcomes.stream().filter(Outcome.refused(refusal)::equals)).hasSize((int) (sales.size() - sold));
        return sold;
    }
}
