package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.DISCOUNTED;
import static io.sealcharge.platform.persistence.Shop.FREE;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.PAR;
import static io.sealcharge.platform.persistence.Shop.SURCHARGED;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.PinCollisionException;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.TerminalKid;
import io.sealcharge.platform.domain.Voucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.sealcharge.platform.domain.VoucherState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("real")
class PgVoucherStoreTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
    }

    @Test
    void productsAreListedAndFoundWithAllTheirFacts() {
        assertThat(await(shop.vouchers.offers(CHANNEL)))
                .containsExactly(offer(DISCOUNTED), offer(FREE), offer(PAR), offer(SURCHARGED));
        assertThat(shop.offer(CHANNEL, "par")).contains(offer(PAR));
        assertThat(shop.offer(CHANNEL, "unheard-of")).isEmpty();
        assertThat(shop.offer("unheard-of", "par")).isEmpty();
    }

    private static Offer offer(Product product) {
        return new Offer(product, product.price(), money(0));
    }

    @Test
    void aSaleIsReadBackExactlyAsItWasAnswered() {
        Sale sale = shop.sale(CHANNEL, "read-back", DISCOUNTED, 3);

        Purchase answered = Shop.done(await(shop.vouchers.recordSale(sale)));

        assertThat(answered.vouchers()).hasSize(3);
        assertThat(answered.total()).isEqualTo(money(2_850));
        assertThat(await(shop.vouchers.getPurchase(CHANNEL, sale.id()))).contains(answered);
        var remembered = await(shop.vouchers.findPurchase(CHANNEL, "read-back")).orElseThrow();
        assertThat(remembered.answer()).isEqualTo(answered);
        assertThat(remembered.requestDigest()).isEqualTo(sale.requestDigest());
    }

    @Test
    void timesAreKeptInMillisecondsAsAnswersShowThem() {
        Sale exact = shop.sale(CHANNEL, "millis", PAR, 1);
        Sale sale = new Sale(
                exact.id(),
                exact.channel(),
                exact.reference(),
                exact.requestDigest(),
                exact.terminal(),
                exact.product(),
                exact.key(),
                null,
                Instant.parse("2026-11-22T08:00:00.123456789Z"),
                exact.vouchers());

        Purchase answered = Shop.done(await(shop.vouchers.recordSale(sale)));

        assertThat(answered.createdAt()).isEqualTo(Instant.parse("2026-11-22T08:00:00.123Z"));
        assertThat(await(shop.vouchers.getPurchase(CHANNEL, sale.id()))).contains(answered);
    }

    @Test
    void thePriceIsTakenFromTheCreditAndTheFaceValueBecomesLiability() {
        for (Product product : List.of(PAR, DISCOUNTED, SURCHARGED, FREE)) {
            long credit = credit(CHANNEL);
            long liability = balance("voucher_liability");
            long difference = balance("price_difference");

            shop.sell(CHANNEL, "postings-" + product.id(), product, 2);

            long price = 2 * product.price().amountMinor();
            long face = 2 * product.faceValue().amountMinor();
            assertThat(credit(CHANNEL)).isEqualTo(credit - price);
            assertThat(balance("voucher_liability")).isEqualTo(liability + face);
            assertThat(balance("price_difference")).isEqualTo(difference + price - face);
        }
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswerAndMovesNoMoney() {
        Purchase first = shop.sell(CHANNEL, "again", PAR, 2);
        long credit = credit(CHANNEL);

        Outcome<Purchase> again = await(shop.vouchers.recordSale(shop.sale(CHANNEL, "again", PAR, 2)));

        assertThat(again).isEqualTo(Outcome.replayed(first));
        assertThat(credit(CHANNEL)).isEqualTo(credit);
    }

    @Test
    void theVerySameSaleRunAgainAfterALostConnectionIsNoReplay() {
        Sale sale = shop.sale(CHANNEL, "lost-connection", PAR, 2);
        Purchase first = Shop.done(await(shop.vouchers.recordSale(sale)));

        assertThat(await(shop.vouchers.recordSale(sale))).isEqualTo(Outcome.done(first));
        assertThat(DB.number("SELECT count(*) FROM purchase WHERE reference = 'lost-connection'"))
                .isOne();
    }

    @Test
    void theSameReferenceForAnotherRequestIsRefused() {
        shop.sell(CHANNEL, "reused", PAR, 1);

        assertThat(await(shop.vouchers.recordSale(shop.sale(CHANNEL, "reused", PAR, 2))))
                .isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
    }

    @Test
    void twoChannelsMayUseTheSameReference() {
        shop.sell(CHANNEL, "shared", PAR, 1);
        Purchase other = shop.sell(OTHER_CHANNEL, "shared", PAR, 1);

        assertThat(other.channel()).isEqualTo(OTHER_CHANNEL);
        assertThat(await(shop.vouchers.getPurchase(CHANNEL, other.id()))).isEmpty();
    }

    @Test
    void aSaleBeyondTheCreditIsRefusedAndWritesNothing() {
        await(new CatalogueImport(DB.database()).apply(new Catalogue(List.of(), List.of(Shop.channel("poor", 2_500)))));
        shop.sell("poor", "affordable", PAR, 2);
        long before = rows();

        assertThat(await(shop.vouchers.recordSale(shop.sale("poor", "too-dear", PAR, 1))))
                .isEqualTo(Outcome.refused(Refusal.INSUFFICIENT_CREDIT));

        assertThat(rows()).isEqualTo(before);
        assertThat(credit("poor")).isEqualTo(500);
        // the refusal did not use up the reference
        shop.sell("poor", "too-dear", FREE, 1);
    }

    @Test
    void aRepeatIsAnsweredEvenWhenTheCreditIsGone() {
        await(new CatalogueImport(DB.database())
                .apply(new Catalogue(List.of(), List.of(Shop.channel("spent", 1_000)))));
        Purchase first = shop.sell("spent", "all-of-it", PAR, 1);

        assertThat(await(shop.vouchers.recordSale(shop.sale("spent", "all-of-it", PAR, 1))))
                .isEqualTo(Outcome.replayed(first));
    }

    @Test
    void aSuspendedChannelBuysNothing() {
        await(new CatalogueImport(DB.database())
                .apply(new Catalogue(List.of(), List.of(Shop.channel("suspended", 10_000)))));
        DB.execute("UPDATE channel SET active = false WHERE id = 'suspended'");
        long before = rows();

        assertThat(await(shop.vouchers.recordSale(shop.sale("suspended", "denied", PAR, 1))))
                .isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aProductThatIsGoneIsNotSold() {
        Product gone = new Product("gone", "Gone", money(100), money(100), new PinFormat(18, false), 16, 30);

        assertThat(await(shop.vouchers.recordSale(shop.sale(CHANNEL, "gone", gone, 1))))
                .isEqualTo(Outcome.refused(Refusal.PRODUCT_UNKNOWN));
    }

    @Test
    void aPinOrSerialNumberThatExistsUndoesTheSale() {
        Sale first = shop.sale(CHANNEL, "collision-1", PAR, 2);
        await(shop.vouchers.recordSale(first));
        long before = rows();
        Sale fresh = shop.sale(CHANNEL, "collision-2", PAR, 2);
        SealedVoucher taken = first.vouchers().getFirst();
        SealedVoucher free = fresh.vouchers().getFirst();

        for (SealedVoucher colliding : List.of(
                new SealedVoucher(taken.face(), free.indexes(), "e"),
                new SealedVoucher(free.face(), taken.indexes(), "e"))) {
            Sale sale = new Sale(
                    UUID.randomUUID(),
                    CHANNEL,
                    "collision-2",
                    fresh.requestDigest(),
                    fresh.terminal(),
                    PAR,
                    fresh.key(),
                    null,
                    fresh.at(),
                    List.of(fresh.vouchers().get(1), colliding));
            assertThatThrownBy(() -> await(shop.vouchers.recordSale(sale))).isInstanceOf(PinCollisionException.class);
        }
        assertThat(rows()).isEqualTo(before);
        assertThat(await(shop.vouchers.recordSale(fresh))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aPinThatIsIndexedUnderAnOlderKeyUndoesTheSale() {
        Sale first = shop.sale(CHANNEL, "older-1", PAR, 1);
        await(shop.vouchers.recordSale(first));
        long before = rows();
        Sale fresh = shop.sale(CHANNEL, "older-2", PAR, 2);
        SealedVoucher free = fresh.vouchers().getFirst();
        List<PinIndex> indexes = List.of(
                new PinIndex(free.pinIndex().value(), 2),
                first.vouchers().getFirst().pinIndex());
        Sale colliding = with(
                fresh,
                List.of(
                        new SealedVoucher(free.face(), indexes, "e"),
                        fresh.vouchers().get(1)));

        assertThatThrownBy(() -> await(shop.vouchers.recordSale(colliding))).isInstanceOf(PinCollisionException.class);

        assertThat(rows()).isEqualTo(before);
        await(shop.vouchers.recordSale(with(
                fresh, List.of(new SealedVoucher(free.face(), List.of(indexes.getFirst(), free.pinIndex()), "e")))));
        assertThat(DB.number("SELECT pin_index_epoch FROM voucher WHERE serial_number = '"
                        + free.face().serialNumber() + "'"))
                .isEqualTo(2);
    }

    private static Sale with(Sale sale, List<SealedVoucher> vouchers) {
        return new Sale(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.requestDigest(),
                sale.terminal(),
                sale.product(),
                sale.key(),
                sale.claimant(),
                sale.at(),
                vouchers);
    }

    @Test
    void aFaceThatIsNotTheProductsIsRefusedBeforeTheDatabase() {
        Sale sale = shop.sale(CHANNEL, "wrong-face", PAR, 1);
        SealedVoucher voucher = sale.vouchers().getFirst();
        VoucherFace dearer = new VoucherFace(
                voucher.face().serialNumber(), money(2_000), voucher.face().expiresAt());

        assertThatThrownBy(() -> shop.vouchers.recordSale(
                        with(sale, List.of(new SealedVoucher(dearer, voucher.indexes(), "e")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofAnErasedAnswerTheReceiptIsLeft() {
        Purchase bought = shop.sell(CHANNEL, "erased", PAR, 2);
        UUID terminal = SharedKeyRows.terminal(DB, CHANNEL, "erased-till");
        DB.execute("UPDATE purchase SET jkt = NULL, terminal_id = '" + terminal
                + "', key_generation = 1, answer_erased_at = now() WHERE id = '" + bought.id() + "'");
        DB.execute("UPDATE voucher SET envelope = NULL WHERE purchase_id = '" + bought.id() + "'");

        Purchase receipt =
                await(shop.vouchers.getPurchase(CHANNEL, bought.id())).orElseThrow();

        assertThat(receipt.answerErased()).isTrue();
        assertThat(receipt.sharedKey()).isEqualTo(new TerminalKid(terminal, 1));
        assertThat(receipt.vouchers())
                .containsExactlyElementsOf(bought.vouchers().stream()
                        .map(item -> new Purchase.Item(item.face(), null))
                        .toList());
        assertThat(await(shop.vouchers.recordSale(shop.sale(CHANNEL, "erased", PAR, 2))))
                .isEqualTo(Outcome.replayed(receipt));
    }

    @Test
    void aVoucherIsFoundByTheChannelThatBoughtItAlone() {
        Purchase purchase = shop.sell(CHANNEL, "find-voucher", PAR, 1);
        var face = purchase.vouchers().getFirst().face();

        assertThat(await(shop.vouchers.findVoucher(CHANNEL, face.serialNumber())))
                .contains(new Voucher(face.serialNumber(), "par", VoucherState.SOLD, money(1_000), face.expiresAt()));
        assertThat(await(shop.vouchers.findVoucher(OTHER_CHANNEL, face.serialNumber())))
                .isEmpty();
    }

    private static long credit(String channel) {
        return DB.number(
                "SELECT balance_minor FROM account WHERE kind = 'channel_credit' AND owner = '" + channel + "'");
    }

    private static long balance(String kind) {
        return DB.number(
                "SELECT coalesce(sum(CASE WHEN p.credit_account = a.id THEN p.amount_minor ELSE -p.amount_minor"
                        + " END), 0) FROM account a LEFT JOIN posting p ON a.id IN (p.debit_account, p.credit_account)"
                        + " WHERE a.kind = '" + kind + "'");
    }

    /** Changes with every row that a sale writes. */
    private static long rows() {
        return DB.number("SELECT (SELECT count(*) FROM purchase) + (SELECT count(*) FROM voucher)"
                + " + (SELECT count(*) FROM posting) + (SELECT count(*) FROM voucher_history)");
    }
}
