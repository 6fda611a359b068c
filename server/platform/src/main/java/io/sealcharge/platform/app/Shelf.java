package io.sealcharge.platform.app;

import io.sealcharge.platform.app.StockStore.Place;
import io.sealcharge.platform.domain.ClaimedVoucher;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a node has claimed of one product and not handed to a sale, and the sales that wait for more. */
final class Shelf {
    private static final Comparator<ClaimedVoucher> ORDER_OF_STOCK = Comparator.comparing((ClaimedVoucher voucher) ->
                    Optional.ofNullable(voucher.expiresAt()).orElse(Instant.MAX))
            .thenComparing(ClaimedVoucher::batch)
            .thenComparing(ClaimedVoucher::serialNumber);

    final String product;
    final Queue<Waiting> waiting = new ArrayDeque<>();
    /** A claim is under way. */
    boolean claiming;

    @Nullable
    Place after;

    /** Until then the stock is believed to be used up. */
    Instant emptyUntil = Instant.MIN;

    private final Deque<ClaimedVoucher> free = new ArrayDeque<>();
    private int nextClaim;

    Shelf(String product) {
        this.product = product;
    }

    /** A sale that needs so many vouchers, all or none. */
    record Waiting(int quantity, CompletableFuture<Optional<List<ClaimedVoucher>>> answer) {}

    int size() {
        return free.size();
    }

    List<ClaimedVoucher> take(int quantity) {
        List<ClaimedVoucher> taken = new ArrayList<>(quantity);
        for (int i = 0; i < quantity; i++) {
            taken.add(free.removeFirst());
        }
        return List.copyOf(taken);
    }

    void giveBack(List<ClaimedVoucher> vouchers) {
        vouchers.forEach(free::addFirst);
    }

    /**
     * Puts down what a claim brought and remembers how far it got.
     *
     * @param lastPart what was claimed last, perhaps after it had begun again from the beginning
     */
    void add(List<ClaimedVoucher> claimed, List<ClaimedVoucher> lastPart) {
        free.addAll(claimed);
        lastPart.stream()
                .max(ORDER_OF_STOCK)
                .ifPresent(last -> after = new Place(last.expiresAt(), last.batch(), last.serialNumber()));
    }

    /**
     * How many to claim for a sale that misses so many. A product that sells gets twice as many with each claim, so that
     * one that sells slowly does not keep vouchers from other nodes.
     */
    int claimFor(int missing, int atOnce) {
        int size = Math.max(missing, nextClaim);
        nextClaim = Math.min(atOnce, 2 * size);
        return size;
    }

    /** Drops what is not leased beyond that time, which others may soon claim; gives its count. */
    int dropLeasedUntil(Instant time) {
        int before = free.size();
        free.removeIf(voucher -> !voucher.leasedUntil().isAfter(time));
        int dropped = before - free.size();
        if (dropped > 0) {
            nextClaim = 0;
        }
        return dropped;
    }
}
