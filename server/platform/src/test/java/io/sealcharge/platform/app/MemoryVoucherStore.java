package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.TerminalKid;
import io.sealcharge.platform.domain.Voucher;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sales in a map, for tests of the use cases; a sale can be made to fail, before or after it is committed. */
final class MemoryVoucherStore implements VoucherStore {
    static final Product PRODUCT = new Product(
            "top-50", "Top-up 50", new Money(5000, "CNY"), new Money(4900, "CNY"), new PinFormat(18, false), 16, 365);

    static final Money COMMISSION = new Money(20, "CNY");

    final List<String> journal;
    final Map<String, Product> products = new HashMap<>(Map.of(PRODUCT.id(), PRODUCT));
    final Map<String, Remembered<Purchase>> stored = new HashMap<>();
    final Map<String, Voucher> vouchers = new HashMap<>();
    final List<Sale> sales = new ArrayList<>();
    /** What happens to the next sales; then they go well. */
    final Deque<Fate> fates = new ArrayDeque<>();
    /** What happens to the next look by reference that follows a sale. */
    final Deque<RuntimeException> lookFailures = new ArrayDeque<>();

    /** Of every sale, if there is one. */
    @Nullable
    Refusal refusal;

    /** Whether another request with the same reference always gets there first. */
    boolean replayNext;

    /** @param committed whether the sale is written although it fails */
    record Fate(boolean committed, RuntimeException failure) {}

    MemoryVoucherStore(List<String> journal) {
        this.journal = journal;
    }

    @Override
    public Future<List<Offer>> offers(String channel) {
        return Future.succeededFuture(
                products.values().stream().map(MemoryVoucherStore::offer).toList());
    }

    static Offer offer(Product product) {
        return new Offer(product, product.price(), COMMISSION);
    }

    @Override
    public Future<Standing> standing(Sought sought) {
        journal.add("look");
        return Future.succeededFuture(new Standing(
                stored.containsKey(sought.channel() + " " + sought.reference()),
                Optional.ofNullable(products.get(sought.product())).map(MemoryVoucherStore::offer)));
    }

    @Override
    public Future<Optional<Remembered<Purchase>>> findPurchase(String channel, String reference) {
        journal.add("find sale");
        if (!sales.isEmpty() && !lookFailures.isEmpty()) {
            return Future.failedFuture(lookFailures.poll());
        }
        return Future.succeededFuture(Optional.ofNullable(stored.get(channel + " " + reference)));
    }

    @Override
    public Future<Optional<Purchase>> getPurchase(String channel, UUID id) {
        return Future.succeededFuture(stored.values().stream()
                .map(Remembered::answer)
                .filter(purchase ->
                        purchase.channel().equals(channel) && purchase.id().equals(id))
                .findFirst());
    }

    @Override
    public Future<Outcome<Purchase>> recordSale(Sale sale) {
        journal.add("record sale");
        sales.add(sale);
        Fate fate = fates.poll();
        if (replayNext) {
            return Future.succeededFuture(Outcome.replayed(answer(sale)));
        }
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        if (fate == null || fate.committed()) {
            stored.put(sale.channel() + " " + sale.reference(), new Remembered<>(answer(sale), sale.requestDigest()));
        }
        return fate == null ? Future.succeededFuture(Outcome.done(answer(sale))) : Future.failedFuture(fate.failure());
    }

    private static Purchase answer(Sale sale) {
        int quantity = sale.vouchers().size();
        return new Purchase(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.terminal(),
                sale.product().id(),
                sale.product().price().times(quantity),
                COMMISSION.times(quantity),
                sale.key() instanceof SealingKey.Shared shared
                        ? new TerminalKid(shared.id().terminal(), shared.id().generation())
                        : null,
                false,
                sale.at(),
                sale.vouchers().stream()
                        .map(voucher -> new Purchase.Item(voucher.face(), voucher.envelope()))
                        .toList());
    }

    @Override
    public Future<Optional<Voucher>> findVoucher(String channel, String serialNumber) {
        return Future.succeededFuture(Optional.ofNullable(vouchers.get(channel + " " + serialNumber)));
    }
}
