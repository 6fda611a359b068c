package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.DatabaseExtension.await;
import static io.sealcharge.platform.persistence.Shop.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.platform.app.admin.AdminChannelStore.ChannelOrder;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Catalogue;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.CreditGrant;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductListing;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Scope;
import io.sealcharge.platform.domain.TerminalBar;
import io.sealcharge.platform.domain.VoucherDossier;
import io.sealcharge.platform.domain.VoucherState;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators write, on a real database: each act with its row, and none without. */
@Tag("real")
class PgAdminStoresTest {
    @RegisterExtension
    static final DatabaseExtension DB = new DatabaseExtension();

    private static Shop shop;
    private static PgAdminProductStore products;
    private static PgAdminChannelStore channels;
    private static PgAdminBarStore bars;
    private static PgAdminVoucherStore vouchers;

    @BeforeAll
    static void open() {
        shop = Shop.open(DB.database());
        await(new CatalogueImport(DB.database())
                .apply(new Catalogue(
                        List.of(),
                        List.of(),
                        List.of(new Catalogue.OperatorEntry("op", "Operator", Scope.all(true), List.of())))));
        products = new PgAdminProductStore(DB.database());
        channels = new PgAdminChannelStore(DB.database());
        bars = new PgAdminBarStore(DB.database());
        vouchers = new PgAdminVoucherStore(DB.database());
    }

    private static AdminAct act(String target) {
        return new AdminAct(
                UUID.randomUUID(),
                "op",
                Shop.NOW,
                AdminAct.Deed.of("anyOperation", target).with("fact", 1).because("a test"));
    }

    private static long acts(String target) {
        return DB.number("SELECT count(*) FROM admin_act WHERE target = '" + target
                + "' AND actor = 'op' AND facts = '{\"fact\": \"1\"}' AND reason = 'a test'");
    }

    private static ProductListing listing(String id, long faceValue, long price) {
        return new ProductListing(
                new Product(
                        id,
                        "Put " + id,
                        money(faceValue),
                        money(price),
                        new PinFormat(18, false),
                        16,
                        365,
                        ProductSource.STOCK),
                true);
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    @Test
    void aProductIsMadeAndChangedAndEachActNoted() {
        assertThat(Shop.done(await(products.put(listing("made", 500, 400), act("made")))))
                .isEqualTo(listing("made", 500, 400));
        ProductListing changed = new ProductListing(listing("made", 600, 450).product(), false);
        assertThat(Shop.done(await(products.put(changed, act("made"))))).isEqualTo(changed);

        assertThat(await(products.list("m", 1))).isNotEmpty();
        assertThat(await(products.list("made", 100)))
                .extracting(found -> found.product().id())
                .doesNotContain("made")
                .contains("par");
        assertThat(acts("made")).isEqualTo(2);
    }

    @Test
    void aNewCurrencyGetsThePlatformsAccounts() {
        Product euro = new Product(
                "euro",
                "Euro",
                new io.sealcharge.platform.domain.Money(500, "EUR"),
                new io.sealcharge.platform.domain.Money(500, "EUR"),
                new PinFormat(18, false),
                16,
                365);
        Shop.done(await(products.put(new ProductListing(euro, true), act("euro"))));

        assertThat(DB.text("SELECT string_agg(kind, ' ' ORDER BY kind) FROM account WHERE currency = 'EUR'"))
                .isEqualTo("charging_settlement commission expired_value funding price_difference voucher_liability");
    }

    @Test
    void whatSoldVouchersPromiseStays() {
        shop.sell(Shop.CHANNEL, "promised", Shop.FREE, 1);
        Product free = Shop.FREE;
        ProductListing dearer = listing(free.id(), 501, 0);

        assertThat(refusal(await(products.put(dearer, act("promise"))))).isEqualTo(Refusal.PRODUCT_SOLD);
        assertThat(acts("promise")).isZero();
        Shop.done(await(products.put(listing(free.id(), 500, 10), act("promise"))));
        assertThat(acts("promise")).isOne();
        Shop.done(await(products.put(new ProductListing(free, true), act("promise"))));
    }

    @Test
    void aChannelIsMadeSuspendedAndResumedAndAnOperatorIsNone() {
        ChannelOrder order = new ChannelOrder("east", "East", Set.of(Scope.VOUCHERS_BUY), false, List.of());
        ChannelListing made = Shop.done(await(channels.put(order, act("east"))));
        assertThat(made.channel().active()).isTrue();
        assertThat(made.allProducts()).isFalse();
        assertThat(Shop.done(await(channels.activate("east", false, act("east"))))
                        .channel()
                        .active())
                .isFalse();
        assertThat(Shop.done(await(channels.activate("east", true, act("east"))))
                        .channel()
                        .active())
                .isTrue();
        assertThat(acts("east")).isEqualTo(3);

        ChannelOrder operator = new ChannelOrder("op", "Mine", Set.of(), true, null);
        assertThat(refusal(await(channels.put(operator, act("op"))))).isEqualTo(Refusal.OPERATOR_CLIENT);
        assertThat(refusal(await(channels.activate("op", false, act("op"))))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(await(channels.find("op"))).isEmpty();
        assertThat(await(channels.list("", 100)))
                .extracting(found -> found.channel().id())
                .contains("east")
                .doesNotContain("op");
        assertThat(acts("op")).isZero();
    }

    @Test
    void noWayOfWritingAChannelGivesItAnOperatorsScope() {
        assertThatThrownBy(() -> DB.execute(
                        "UPDATE channel SET scopes = array_append(scopes, 'admin:credit') WHERE id = 'south'"))
                .hasStackTraceContaining("channel_scopes");
        assertThatThrownBy(() ->
                        DB.execute("UPDATE channel SET scopes = array_append(scopes, 'vouchers:buy') WHERE id = 'op'"))
                .hasStackTraceContaining("channel_scopes");
    }

    @Test
    void termsMustLeaveAPriceAboveTheCommissionWhicheverOfThemChanges() {
        ChannelTerms ownPrice = new ChannelTerms("surcharged", 20L, 21);
        assertThat(refusal(await(channels.putTerms(Shop.OTHER_CHANNEL, ownPrice, act("terms")))))
                .isEqualTo(Refusal.COMMISSION_ABOVE_PRICE);
        assertThat(refusal(await(channels.putTerms(
                        Shop.OTHER_CHANNEL, new ChannelTerms("surcharged", null, 1_031), act("terms")))))
                .isEqualTo(Refusal.COMMISSION_ABOVE_PRICE);
        assertThat(refusal(
                        await(channels.putTerms(Shop.OTHER_CHANNEL, new ChannelTerms("none", null, 0), act("terms")))))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(acts("terms")).isZero();

        ChannelTerms good = new ChannelTerms("surcharged", null, 1_030);
        assertThat(Shop.done(await(channels.putTerms(Shop.OTHER_CHANNEL, good, act("terms"))))
                        .terms())
                .containsExactly(good);
        assertThat(refusal(await(products.put(new ProductListing(cheaper(), true), act("cheaper")))))
                .isEqualTo(Refusal.COMMISSION_ABOVE_PRICE);
        assertThat(Shop.done(await(channels.removeTerms(Shop.OTHER_CHANNEL, "surcharged", act("terms"))))
                        .terms())
                .isEmpty();
        assertThat(refusal(await(channels.removeTerms(Shop.OTHER_CHANNEL, "surcharged", act("terms")))))
                .isEqualTo(Refusal.NOT_FOUND);
    }

    private static Product cheaper() {
        Product product = Shop.SURCHARGED;
        return new Product(
                product.id(), product.name(), product.faceValue(), money(1_029), product.pinFormat(), 16, 365);
    }

    @Test
    void creditCountsOncePerReferenceAndALimitNeverFallsBelowADebt() {
        await(channels.put(new ChannelOrder("west", "West", Set.of(), true, null), act("west")));
        CreditGrant grant = new CreditGrant("west", "first", money(700), Shop.NOW);
        assertThat(await(channels.grant(grant, act("west-credit")))).isEqualTo(Outcome.done(grant));
        assertThat(await(channels.grant(grant, act("west-credit")))).isEqualTo(Outcome.replayed(grant));
        assertThat(refusal(await(
                        channels.grant(new CreditGrant("west", "first", money(701), Shop.NOW), act("west-credit")))))
                .isEqualTo(Refusal.REFERENCE_REUSED);
        assertThat(refusal(
                        await(channels.grant(new CreditGrant("nobody", "x", money(1), Shop.NOW), act("west-credit")))))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(acts("west-credit")).isOne();

        AccountLimits limits = new AccountLimits("XTS", 300, 50L, null);
        ChannelListing.Account account = Shop.done(await(channels.putLimits("west", limits, act("west"))))
                .accounts()
                .getFirst();
        assertThat(account).isEqualTo(new ChannelListing.Account(limits, 700, 0));
        DB.execute("UPDATE account SET balance_minor = -200 WHERE owner = 'west'");
        assertThat(refusal(
                        await(channels.putLimits("west", new AccountLimits("XTS", 199, null, null), act("west-debt")))))
                .isEqualTo(Refusal.LIMIT_BELOW_DEBT);
        assertThat(acts("west-debt")).isZero();
        DB.execute("UPDATE account SET balance_minor = 700 WHERE owner = 'west'");
    }

    @Test
    void aTerminalIsBarredOnceAndTheBarLiftedOnce() {
        TerminalBar bar = new TerminalBar(UUID.randomUUID(), "north", "kiosk-9", "stolen", "op", Shop.NOW, null);
        assertThat(Shop.done(await(bars.create(bar, act("bar"))))).isEqualTo(bar);
        TerminalBar second = new TerminalBar(UUID.randomUUID(), "north", "kiosk-9", "again", "op", Shop.NOW, null);
        assertThat(refusal(await(bars.create(second, act("bar"))))).isEqualTo(Refusal.BAR_EXISTS);
        assertThat(refusal(await(bars.create(
                        new TerminalBar(UUID.randomUUID(), "nobody", "k", "x", "op", Shop.NOW, null), act("bar")))))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(await(bars.list("north", "", 10))).containsExactly(bar);
        assertThat(await(bars.list("south", "", 10))).isEmpty();
        assertThat(await(bars.list("", bar.id().toString(), 10))).isEmpty();

        TerminalBar.Lift lift = new TerminalBar.Lift("op", Shop.NOW, "found");
        assertThat(Shop.done(await(bars.lift(bar.id(), lift, act("bar")))).lift())
                .isEqualTo(lift);
        assertThat(refusal(await(bars.lift(bar.id(), lift, act("bar"))))).isEqualTo(Refusal.BAR_LIFTED);
        assertThat(refusal(await(bars.lift(UUID.randomUUID(), lift, act("bar")))))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(await(bars.list("", "", 10))).isEmpty();
        assertThat(acts("bar")).isEqualTo(2);
    }

    @Test
    void aSoldVoucherIsBlockedForEverAndItsHistorySaysByWhom() {
        String serial = shop.sellOne(Shop.CHANNEL, "to-block");
        VoucherDossier blocked = Shop.done(await(vouchers.block(serial, "stolen", act(serial))));

        assertThat(blocked.state()).isEqualTo(VoucherState.BLOCKED);
        assertThat(blocked.channel()).isEqualTo(Shop.CHANNEL);
        assertThat(blocked.history()).extracting(VoucherDossier.Event::to).containsExactly("sold", "blocked");
        VoucherDossier.Event event = blocked.history().getLast();
        assertThat(event.actor()).isEqualTo("op");
        assertThat(event.remark()).isEqualTo("stolen");
        assertThat(await(vouchers.find(serial))).contains(blocked);
        assertThat(refusal(await(vouchers.block(serial, "again", act(serial)))))
                .isEqualTo(Refusal.VOUCHER_NOT_BLOCKABLE);
        assertThat(refusal(await(vouchers.block("9999999999999999", "x", act("none")))))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(await(vouchers.find("9999999999999999"))).isEmpty();
        assertThat(acts(serial)).isOne();
    }

    @Test
    void anActIsNotedOnceHoweverOftenItIsTriedAndNeverChanged() {
        AdminAct once = act("once");
        await(products.put(listing("once", 500, 400), once));
        await(products.put(listing("once", 500, 400), once));

        assertThat(acts("once")).isOne();
        assertThatThrownBy(() -> DB.execute("DELETE FROM admin_act")).hasStackTraceContaining("append-only");
    }

    @Test
    void whoLeavesTheCatalogueIsNoOperatorAnyMore() {
        Database database = DB.database();
        Catalogue.OperatorEntry op = new Catalogue.OperatorEntry("op", "Operator", Scope.all(true), List.of());
        Catalogue.OperatorEntry second =
                new Catalogue.OperatorEntry("second", "Second", Set.of(Scope.ADMIN_BARS), List.of());
        await(new CatalogueImport(database).apply(new Catalogue(List.of(), List.of(), List.of(op, second))));
        await(new CatalogueImport(database).apply(new Catalogue(List.of(), List.of(), List.of(op))));

        assertThat(DB.text("SELECT string_agg(id, ' ' ORDER BY id) FROM channel WHERE kind = 'operator' AND active"))
                .isEqualTo("op");
        Catalogue.OperatorEntry buyer =
                new Catalogue.OperatorEntry("third", "Third", Set.of(Scope.VOUCHERS_BUY), List.of());
        assertThatThrownBy(() -> await(
                        new CatalogueImport(database).apply(new Catalogue(List.of(), List.of(), List.of(op, buyer)))))
                .isInstanceOf(CatalogueException.class)
                .hasMessage("operator third: the scope vouchers:buy is for channels only");
    }
}
