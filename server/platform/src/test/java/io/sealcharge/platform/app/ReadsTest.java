package io.sealcharge.platform.app;

import static io.sealcharge.platform.app.MemoryRechargeStore.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Voucher;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The use cases that only read: each sees the channel's own, and none sees anything once the channel is suspended. */
final class ReadsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Caller SHOP = new Caller("shop", Set.of(), "trace-1");
    private static final Caller RIVAL = new Caller("rival", Set.of(), "trace-2");
    private static final Purchase PURCHASE = new Purchase(
            UUID.randomUUID(),
            "shop",
            "ref-1",
            "till-1",
            "top-50",
            new Money(4900, "CNY"),
            new Money(20, "CNY"),
            null,
            false,
            NOW,
            List.of());
    private static final Recharge RECHARGE = new Recharge(
            UUID.randomUUID(), "shop", "ref-1", "till-1", "+8613800138000", new Recharge.Refused("t"), NOW);
    private static final Voucher VOUCHER =
            new Voucher("4111111111111111", "top-50", VoucherState.SOLD, new Money(5000, "CNY"), NOW);
    private static final List<Money> BALANCES = List.of(new Money(5000, "CNY"), new Money(100, "USD"));

    private final MemoryVoucherStore vouchers = new MemoryVoucherStore(new ArrayList<>());
    private final MemoryRechargeStore recharges = new MemoryRechargeStore(new ArrayList<>());
    private final MemoryChannelStore channels = new MemoryChannelStore();

    private final GetPurchase getPurchase = new GetPurchase(vouchers, channels);
    private final FindPurchases findPurchases = new FindPurchases(vouchers, channels);
    private final GetRecharge getRecharge = new GetRecharge(recharges, channels);
    private final FindRecharges findRecharges = new FindRecharges(recharges, channels);
    private final GetVoucher getVoucher = new GetVoucher(vouchers, channels);
    private final GetSubscriberBalance getBalance = new GetSubscriberBalance(recharges, channels);
    private final ListProducts listProducts = new ListProducts(vouchers, channels);

    @BeforeEach
    void somethingIsThere() {
        channels.addActive("shop");
        channels.addActive("rival");
        vouchers.stored.put(at("shop", "ref-1"), new Remembered<>(PURCHASE, new byte[32]));
        vouchers.vouchers.put(at("shop", VOUCHER.serialNumber()), VOUCHER);
        recharges.recharges.put(at("shop", "ref-1"), new Remembered<>(RECHARGE, new byte[32]));
        recharges.balances.put("+8613800138000", BALANCES);
    }

    private static <T> void assertDone(Future<Outcome<T>> future, T value) {
        assertThat(future.result()).isEqualTo(Outcome.done(value));
    }

    private static void assertRefused(Future<? extends Outcome<?>> future, Refusal refusal) {
        assertThat((Object) future.result()).isEqualTo(Outcome.refused(refusal));
    }

    @Test
    void aChannelSeesItsOwn() {
        assertDone(getPurchase.execute(SHOP, PURCHASE.id()), PURCHASE);
        assertDone(findPurchases.execute(SHOP, "ref-1"), List.of(PURCHASE));
        assertDone(getRecharge.execute(SHOP, RECHARGE.id()), RECHARGE);
        assertDone(findRecharges.execute(SHOP, "ref-1"), List.of(RECHARGE));
        assertDone(getVoucher.execute(SHOP, VOUCHER.serialNumber()), VOUCHER);
        assertDone(getBalance.execute(SHOP, "+8613800138000"), BALANCES);
        assertDone(listProducts.execute(SHOP), List.of(MemoryVoucherStore.offer(MemoryVoucherStore.PRODUCT)));
    }

    @Test
    void anotherChannelsIsNotFound() {
        assertRefused(getPurchase.execute(RIVAL, PURCHASE.id()), Refusal.NOT_FOUND);
        assertRefused(getRecharge.execute(RIVAL, RECHARGE.id()), Refusal.NOT_FOUND);
        assertRefused(getVoucher.execute(RIVAL, VOUCHER.serialNumber()), Refusal.NOT_FOUND);
        assertDone(findPurchases.execute(RIVAL, "ref-1"), List.of());
        assertDone(findRecharges.execute(RIVAL, "ref-1"), List.of());
    }

    @Test
    void aSuspendedChannelSeesNothing() {
        channels.suspend("shop");
        assertEveryReadIsRefused();
    }

    @Test
    void aChannelThatIsGoneSeesNothing() {
        channels.channels.clear();
        assertEveryReadIsRefused();
    }

    private void assertEveryReadIsRefused() {
        Map<String, Function<Caller, Future<? extends Outcome<?>>>> reads = Map.of(
                "getPurchase", caller -> getPurchase.execute(caller, PURCHASE.id()),
                "findPurchases", caller -> findPurchases.execute(caller, "ref-1"),
                "getRecharge", caller -> getRecharge.execute(caller, RECHARGE.id()),
                "findRecharges", caller -> findRecharges.execute(caller, "ref-1"),
                "getVoucher", caller -> getVoucher.execute(caller, VOUCHER.serialNumber()),
                "getSubscriberBalance", caller -> getBalance.execute(caller, "+8613800138000"),
                "listProducts", listProducts::execute);
        reads.forEach((name, read) -> assertThat((Object) read.apply(SHOP).result())
                .as(name)
                .isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED)));
    }
}
