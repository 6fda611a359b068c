package io.sealcharge.platform.app;

import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.BoxedVoucher;
import io.sealcharge.platform.domain.ClaimedVoucher;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SealedVoucher;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Vouchers from stock: taken from this node's claims, sealed, and settled with the claims by how the sale ends. */
final class ClaimedVouchers {
    private final StockClaims claims;
    private final Keys keys;

    ClaimedVouchers(StockClaims claims, Keys keys) {
        this.claims = claims;
        this.keys = keys;
    }

    /**
     * @param record writes the sale of sealed vouchers
     * @return what {@code record} gives; or Refused with OUT_OF_STOCK. Fails with SpoiledBoxException or
     *     ClaimLostException if the sale may be tried with other vouchers
     */
    Future<Outcome<Purchase>> sell(
            SaleDraft draft, Instant at, Function<List<SealedVoucher>, Future<Outcome<Purchase>>> record) {
        String product = draft.product().id();
        return claims.take(product, draft.order().quantity())
                .compose(taken -> taken.isEmpty()
                        ? Future.succeededFuture(Outcome.refused(Refusal.OUT_OF_STOCK))
                        : seal(draft, at, taken.get())
                                .compose(record)
                                .transform(ended -> settle(product, taken.get(), ended)));
    }

    /** A box that does not open is tried twice: blocking it is for ever, and an HSM may stumble. */
    private Future<List<SealedVoucher>> seal(SaleDraft draft, Instant at, List<ClaimedVoucher> taken) {
        List<BoxedVoucher> boxed = taken.stream()
                .map(voucher -> voucher.soldAt(at, draft.product().validityDays()))
                .toList();
        String reference = draft.order().reference();
        return keys.sealFromStock(reference, draft.key(), boxed)
                .recover(failure -> failure instanceof SpoiledBoxException
                        ? keys.sealFromStock(reference, draft.key(), boxed)
                        : Future.failedFuture(failure));
    }

    private Future<Outcome<Purchase>> settle(
            String product, List<ClaimedVoucher> taken, AsyncResult<Outcome<Purchase>> ended) {
        if (ended.succeeded()) {
            boolean sold = ended.result() instanceof Outcome.Done<Purchase> done && !done.replayed();
            if (sold) {
                claims.forget(taken);
            } else {
                claims.giveBack(product, taken);
            }
            return Future.succeededFuture(ended.result());
        }
        Throwable failure = ended.cause();
        switch (failure) {
            case ClaimLostException lost -> claims.distrust(product, taken);
            case SpoiledBoxException spoiled -> putAside(product, taken, new HashSet<>(spoiled.serialNumbers()));
            case UnavailableException away when away.part() != Part.DATABASE -> claims.giveBack(product, taken);
            // perhaps they were sold: if not, their lease frees them
            default -> claims.forget(taken);
        }
        return Future.failedFuture(failure);
    }

    private void putAside(String product, List<ClaimedVoucher> taken, Set<String> spoiled) {
        claims.block(taken.stream()
                .filter(voucher -> spoiled.contains(voucher.serialNumber()))
                .toList());
        claims.giveBack(
                product,
                taken.stream()
                        .filter(voucher -> !spoiled.contains(voucher.serialNumber()))
                        .toList());
    }
}
