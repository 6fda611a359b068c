package io.sealcharge.platform.app;

import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.sealcharge.platform.domain.VoucherFace;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sells vouchers: mints their PINs, seals them to the terminal's key, and only then writes the sale. Whatever dies when,
 * a paid voucher has a stored answer.
 */
public final class CreatePurchase {
    private static final Logger LOG = LoggerFactory.getLogger(CreatePurchase.class);
    private static final int COLLISIONS_FORGIVEN = 3;

    private final VoucherStore vouchers;
    private final ActiveChannels channels;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;

    public CreatePurchase(VoucherStore vouchers, ChannelStore channels, Keys keys, Ids ids, InstantSource clock) {
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a terminal wants to buy.
     *
     * @param quantity 1 to 100
     * @param key all vouchers are sealed to it
     */
    public record Order(String reference, String terminal, String product, int quantity, TerminalPublicKey key) {
        public Order {
            if (quantity < 1 || quantity > 100) {
                throw new IllegalArgumentException("a quantity is 1 to 100, was " + quantity);
            }
        }

        byte[] digest() {
            return RequestDigest.of("purchase")
                    .text(reference)
                    .text(terminal)
                    .text(product)
                    .number(quantity)
                    .text(key.toJwkJson())
                    .sum();
        }
    }

    /**
     * All vouchers or none.
     *
     * @return Done; Done replayed; or Refused with REFERENCE_REUSED, PRODUCT_UNKNOWN, INSUFFICIENT_CREDIT,
     *     CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Purchase>> execute(Caller caller, Order order) {
        byte[] digest = order.digest();
        return vouchers.findPurchase(caller.channel(), order.reference())
                .compose(stored -> stored.isPresent()
                        ? channels.ifActive(
                                caller,
                                () -> Future.succeededFuture(stored.get().answerTo(digest)))
                        : sell(caller, order, digest));
    }

    private Future<Outcome<Purchase>> sell(Caller caller, Order order, byte[] digest) {
        return vouchers.product(caller.channel(), order.product()).compose(found -> {
            if (found.isEmpty()) {
                return refuse(Refusal.PRODUCT_UNKNOWN);
            }
            Product product = found.get();
            Money total;
            try {
                total = product.price().times(order.quantity());
            } catch (ArithmeticException tooMuch) {
                // More than any account can hold, so no credit covers it.
                return refuse(Refusal.INSUFFICIENT_CREDIT);
            }
            return mintAndRecord(new Quote(caller.channel(), order, digest, product, total), COLLISIONS_FORGIVEN);
        });
    }

    private static Future<Outcome<Purchase>> refuse(Refusal refusal) {
        return Future.succeededFuture(Outcome.refused(refusal));
    }

    private record Quote(String channel, Order order, byte[] digest, Product product, Money total) {}

    private Future<Outcome<Purchase>> mintAndRecord(Quote quote, int collisionsLeft) {
        Order order = quote.order();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return keys.mint(
                        quote.product().pinFormat(),
                        order.reference(),
                        new SealingKey.Own(order.key()),
                        faces(quote, at))
                .compose(minted -> record(quote, at, minted))
                .recover(failure -> {
                    if (failure instanceof PinCollisionException && collisionsLeft > 0) {
                        LOG.warn("a minted PIN or serial number exists already: minting again");
                        return mintAndRecord(quote, collisionsLeft - 1);
                    }
                    return Future.failedFuture(failure);
                });
    }

    private List<VoucherFace> faces(Quote quote, Instant at) {
        Product product = quote.product();
        Instant expiresAt = at.plus(product.validityDays(), ChronoUnit.DAYS);
        List<VoucherFace> faces = new ArrayList<>();
        for (int i = 0; i < quote.order().quantity(); i++) {
            faces.add(new VoucherFace(ids.serialNumber(product.serialLength()), product.faceValue(), expiresAt));
        }
        return faces;
    }

    private Future<Outcome<Purchase>> record(Quote quote, Instant at, List<SealedVoucher> minted) {
        Order order = quote.order();
        Sale sale = new Sale(
                ids.next(),
                quote.channel(),
                order.reference(),
                quote.digest(),
                order.terminal(),
                quote.product(),
                quote.total(),
                order.key().thumbprint(),
                at,
                minted);
        return vouchers.recordSale(sale)
                .recover(failure -> UnknownCommit.resolve(
                        failure,
                        () -> vouchers.findPurchase(sale.channel(), sale.reference()),
                        quote.digest(),
                        stored -> stored.id().equals(sale.id())));
    }
}
