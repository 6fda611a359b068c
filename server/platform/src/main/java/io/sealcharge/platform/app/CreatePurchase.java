package io.sealcharge.platform.app;

import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.app.VoucherStore.Sale;
import io.sealcharge.platform.app.VoucherStore.Sought;
import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sells vouchers: mints their PINs or takes them from stock, seals them to the terminal's key, and only then writes the
 * sale. Whatever dies when, a paid voucher has a stored answer.
 */
public final class CreatePurchase {
    private static final Logger LOG = LoggerFactory.getLogger(CreatePurchase.class);
    /** Vouchers that cannot be sold after all are forgiven so often, and others are tried in their place. */
    private static final int FORGIVEN = 3;

    private static final int RETRY_SECONDS = 1;

    private final VoucherStore vouchers;
    private final ActiveChannels channels;
    private final SharedKeys sharedKeys;
    private final MintedVouchers minted;
    private final ClaimedVouchers claimed;
    private final UUID node;
    private final Ids ids;
    private final InstantSource clock;

    public CreatePurchase(
            VoucherStore vouchers,
            ChannelStore channels,
            SharedKeys sharedKeys,
            StockClaims claims,
            Keys keys,
            Ids ids,
            InstantSource clock) {
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
        this.sharedKeys = sharedKeys;
        this.minted = new MintedVouchers(keys, ids);
        this.claimed = new ClaimedVouchers(claims, keys);
        this.node = claims.node();
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a terminal wants to buy.
     *
     * @param quantity 1 to 100
     * @param key all vouchers are sealed to it
     */
    public record Order(String reference, String terminal, String product, int quantity, KeyOrder key) {
        public Order {
            if (quantity < 1 || quantity > 100) {
                throw new IllegalArgumentException("a quantity is 1 to 100, was " + quantity);
            }
        }

        byte[] digest() {
            RequestDigest digest = RequestDigest.of("purchase")
                    .text(reference)
                    .text(terminal)
                    .text(product)
                    .number(quantity);
            return KeyOrder.digest(digest, key).sum();
        }
    }

    /**
     * All vouchers or none.
     *
     * @return Done; Done replayed, perhaps with its answer erased; or Refused with REFERENCE_REUSED, PRODUCT_UNKNOWN,
     *     KID_UNKNOWN, KID_FOREIGN, TERMINAL_REVOKED, TERMINAL_KEY_EXHAUSTED, OUT_OF_STOCK, INSUFFICIENT_CREDIT,
     *     ORDER_CAP_EXCEEDED, CHANNEL_SUSPENDED. Fails with UnavailableException or DayCapException.
     */
    public Future<Outcome<Purchase>> execute(Caller caller, Order order) {
        byte[] digest = order.digest();
        return vouchers.standing(new Sought(caller.channel(), order.reference(), order.product()))
                .compose(standing -> standing.seen()
                        ? repeat(caller, order, digest)
                        : begin(caller.channel(), order, digest, standing.offer()))
                .compose(this::withTheDaysEnd);
    }

    private Future<Outcome<Purchase>> repeat(Caller caller, Order order, byte[] digest) {
        return channels.ifActive(
                caller,
                () -> vouchers.findPurchase(caller.channel(), order.reference())
                        .map(stored -> stored.orElseThrow().answerTo(digest)));
    }

    private Future<Outcome<Purchase>> withTheDaysEnd(Outcome<Purchase> outcome) {
        return outcome.equals(Outcome.refused(Refusal.DAY_CAP_EXCEEDED))
                ? Future.failedFuture(new DayCapException(clock.instant()))
                : Future.succeededFuture(outcome);
    }

    private Future<Outcome<Purchase>> begin(String channel, Order order, byte[] digest, Optional<Offer> found) {
        if (found.isEmpty()) {
            return refuse(Refusal.PRODUCT_UNKNOWN);
        }
        Offer offer = found.get();
        try {
            offer.price().times(order.quantity());
        } catch (ArithmeticException tooMuch) {
            // More than any account can hold, so no credit covers it.
            return refuse(Refusal.INSUFFICIENT_CREDIT);
        }
        return sharedKeys
                .toSealWith(channel, order.terminal(), order.key(), order.quantity())
                .compose(key -> switch (key) {
                    case Outcome.Done<SealingKey> known ->
                        sell(new SaleDraft(channel, order, digest, offer.product(), known.value()), FORGIVEN);
                    case Outcome.Refused<SealingKey>(Refusal refusal) -> refuse(refusal);
                });
    }

    private static Future<Outcome<Purchase>> refuse(Refusal refusal) {
        return Future.succeededFuture(Outcome.refused(refusal));
    }

    private Future<Outcome<Purchase>> sell(SaleDraft draft, int forgiven) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Future<Outcome<Purchase>> sale = switch (draft.product().source()) {
            case MINTED -> minted.seal(draft, at).compose(ready -> record(draft, at, null, ready));
            case STOCK -> claimed.sell(draft, at, ready -> record(draft, at, node, ready));
        };
        return sale.recover(failure -> {
            boolean stockIsToBlame = failure instanceof ClaimLostException || failure instanceof SpoiledBoxException;
            if (!stockIsToBlame && !(failure instanceof PinCollisionException)) {
                return Future.failedFuture(failure);
            }
            if (forgiven > 0) {
                LOG.warn("a sale is tried again with other vouchers: {}", failure.getMessage());
                return sell(draft, forgiven - 1);
            }
            return Future.failedFuture(
                    stockIsToBlame ? new UnavailableException(Part.CAPACITY, RETRY_SECONDS, failure) : failure);
        });
    }

    private Future<Outcome<Purchase>> record(
            SaleDraft draft, Instant at, @Nullable UUID claimant, List<SealedVoucher> ready) {
        Order order = draft.order();
        Sale sale = new Sale(
                ids.next(),
                draft.channel(),
                order.reference(),
                draft.digest(),
                order.terminal(),
                draft.product(),
                draft.key(),
                claimant,
                at,
                ready);
        return vouchers.recordSale(sale)
                .recover(failure -> UnknownCommit.resolve(
                        failure,
                        () -> vouchers.findPurchase(sale.channel(), sale.reference()),
                        draft.digest(),
                        stored -> stored.id().equals(sale.id())));
    }
}
