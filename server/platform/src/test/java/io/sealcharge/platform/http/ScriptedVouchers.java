package io.sealcharge.platform.http;

import io.sealcharge.platform.app.VoucherStore;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.ProductSource;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.TerminalKid;
import io.sealcharge.platform.domain.Voucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One product, at most one sale; the next write can be told to be refused or to fail. */
final class ScriptedVouchers implements VoucherStore {
    static final Product PRODUCT = new Product(
            "topup-50", "Top-up 50", new Money(5000, "CNY"), new Money(4900, "CNY"), new PinFormat(18, false), 16, 365);
    private static final Offer OFFER = new Offer(PRODUCT, new Money(4800, "CNY"), new Money(100, "CNY"));
    static final VoucherFace FACE =
            new VoucherFace("1000000000000008", new Money(5000, "CNY"), Instant.parse("2027-11-22T08:00:00Z"));

    int writes;
    ProductSource source = ProductSource.MINTED;

    @Nullable
    Refusal refusal;

    @Nullable
    RuntimeException failure;

    @Nullable
    Remembered<Purchase> sold;

    @Override
    public Future<List<Offer>> offers(String channel) {
        return failure == null ? Future.succeededFuture(List.of(OFFER)) : Future.failedFuture(failure);
    }

    @Override
    public Future<Standing> standing(Sought sought) {
        Product product = new Product(
                PRODUCT.id(),
                PRODUCT.name(),
                PRODUCT.faceValue(),
                PRODUCT.price(),
                PRODUCT.pinFormat(),
                PRODUCT.serialLength(),
                PRODUCT.validityDays(),
                source);
        return findPurchase(sought.channel(), sought.reference())
                .map(stored -> new Standing(
                        stored.isPresent(),
                        Optional.of(new Offer(product, OFFER.price(), OFFER.commission()))
                                .filter(offer -> product.id().equals(sought.product()))));
    }

    @Override
    public Future<Optional<Remembered<Purchase>>> findPurchase(String channel, String reference) {
        return failure == null
                ? Future.succeededFuture(Optional.ofNullable(sold)
                        .filter(sale -> sale.answer().reference().equals(reference)))
                : Future.failedFuture(failure);
    }

    /** As housekeeping would, of a purchase under a shared key. */
    void eraseEnvelopes() {
        Remembered<Purchase> before = Objects.requireNonNull(sold);
        Purchase purchase = before.answer();
        sold = new Remembered<>(
                new Purchase(
                        purchase.id(),
                        purchase.channel(),
                        purchase.reference(),
                        purchase.terminal(),
                        purchase.product(),
                        purchase.total(),
                        purchase.commission(),
                        new TerminalKid(UUID.randomUUID(), 1),
                        true,
                        purchase.createdAt(),
                        purchase.vouchers().stream()
                                .map(voucher -> new Purchase.Item(voucher.face(), null))
                                .toList()),
                before.requestDigest());
    }

    @Override
    public Future<Optional<Purchase>> getPurchase(String channel, UUID id) {
        return Future.succeededFuture(Optional.ofNullable(sold)
                .map(Remembered::answer)
                .filter(sale -> sale.id().equals(id)));
    }

    @Override
    public Future<Outcome<Purchase>> recordSale(Sale sale) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        writes++;
        Purchase purchase = new Purchase(
                sale.id(),
                sale.channel(),
                sale.reference(),
                sale.terminal(),
                sale.product().id(),
                OFFER.price().times(sale.vouchers().size()),
                OFFER.commission().times(sale.vouchers().size()),
                null,
                false,
                sale.at(),
                sale.vouchers().stream()
                        .map(voucher -> new Purchase.Item(voucher.face(), voucher.envelope()))
                        .toList());
        sold = new Remembered<>(purchase, sale.requestDigest());
        return Future.succeededFuture(Outcome.done(purchase));
    }

    @Override
    public Future<Optional<Voucher>> findVoucher(String channel, String serialNumber) {
        return Future.succeededFuture(
                serialNumber.equals(FACE.serialNumber())
                        ? Optional.of(new Voucher(
                                FACE.serialNumber(),
                                PRODUCT.id(),
                                VoucherState.SOLD,
                                FACE.faceValue(),
                                FACE.expiresAt()))
                        : Optional.empty());
    }
}
