package io.sealcharge.platform.app;

import io.sealcharge.platform.app.StockStore.Claim;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.ClaimedVoucher;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vouchers that this node has claimed from stock ahead of their sale. They are held in memory only: whatever becomes
 * of the node, they come free when their lease ends.
 */
public final class StockClaims {
    private static final Logger LOG = LoggerFactory.getLogger(StockClaims.class);
    /** How often, at most, the whole stock of a product that is used up is looked through. */
    private static final Duration EMPTY_FOR = Duration.ofSeconds(1);
    /** A voucher goes to a sale only while this part of its lease is left, so that the sale gets through. */
    private static final int PART_OF_LEASE_LEFT = 4;

    private static final int ROWS_AT_ONCE = 500;
    private static final int STATEMENTS_PER_RUN = 20;
    private static final int RETRY_SECONDS = 1;
    private static final String SPOILED = "its PIN box does not open";

    private final StockStore store;
    private final InstantSource clock;
    private final Settings settings;
    private final Turns turns = new Turns();
    private final Map<String, Shelf> shelves = new HashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong claimed = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    private final AtomicLong spoiled = new AtomicLong();
    private boolean closed;

    public StockClaims(StockStore store, InstantSource clock, Settings settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * @param node whose claims these are; another one after each start
     * @param atOnce vouchers in a claim, unless one sale needs more
     * @param most vouchers claimed, those in the hands of sales included
     * @param lease for how long a claim holds
     */
    public record Settings(UUID node, int atOnce, int most, Duration lease) {}

    UUID node() {
        return settings.node();
    }

    /**
     * Takes vouchers for one sale, all or none, in the order of asking. Whoever takes them says what became of them.
     *
     * @return empty if the stock holds too few. Fails with UnavailableException.
     */
    Future<Optional<List<ClaimedVoucher>>> take(String product, int quantity) {
        CompletableFuture<Optional<List<ClaimedVoucher>>> answer = new CompletableFuture<>();
        turns.take(() -> {
            Shelf shelf = shelves.computeIfAbsent(product, Shelf::new);
            shelf.waiting.add(new Shelf.Waiting(quantity, answer));
            serve(shelf);
        });
        // several contexts wait for one claim: each goes on in its own
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(answer) : Future.fromCompletionStage(answer, context);
    }

    private void serve(Shelf shelf) {
        Instant now = clock.instant();
        held.addAndGet(-shelf.dropLeasedUntil(now.plus(settings.lease().dividedBy(PART_OF_LEASE_LEFT))));
        while (!shelf.waiting.isEmpty()) {
            Shelf.Waiting next = shelf.waiting.element();
            if (next.quantity() <= shelf.size()) {
                shelf.waiting.remove().answer().complete(Optional.of(shelf.take(next.quantity())));
            } else if (shelf.claiming) {
                return;
            } else if (now.isBefore(shelf.emptyUntil)) {
                shelf.waiting.remove().answer().complete(Optional.empty());
            } else if (closed) {
                shelf.waiting.remove().answer().completeExceptionally(unavailable(Part.SHUTDOWN));
            } else if (held.get() + next.quantity() - shelf.size() > settings.most()) {
                shelf.waiting.remove().answer().completeExceptionally(unavailable(Part.CAPACITY));
            } else {
                int missing = next.quantity() - shelf.size();
                claim(shelf, Math.min(shelf.claimFor(missing, settings.atOnce()), settings.most() - held.get()), now);
            }
        }
    }

    private static UnavailableException unavailable(Part part) {
        return new UnavailableException(part, RETRY_SECONDS, null);
    }

    private void claim(Shelf shelf, int size, Instant now) {
        shelf.claiming = true;
        held.addAndGet(size);
        Claim onwards = new Claim(settings.node(), shelf.product, shelf.after, size, settings.lease(), now);
        store.claim(onwards)
                .compose(first -> onwards.after() == null || first.size() == size
                        ? Future.succeededFuture(new Brought(first, first))
                        : fromTheBeginning(onwards, first))
                .onComplete(brought -> turns.take(() -> claimed(shelf, size, brought)));
    }

    /** What came free before the place where the claims had got to. */
    private Future<Brought> fromTheBeginning(Claim onwards, List<ClaimedVoucher> first) {
        Claim rest = new Claim(
                onwards.node(), onwards.product(), null, onwards.limit() - first.size(), onwards.lease(), onwards.at());
        return store.claim(rest).map(second -> {
            List<ClaimedVoucher> all = new ArrayList<>(first);
            all.addAll(second);
            return new Brought(all, second);
        });
    }

    /** What a claim brought, and what of it was claimed last. */
    private record Brought(List<ClaimedVoucher> all, List<ClaimedVoucher> lastPart) {}

    private void claimed(Shelf shelf, int size, AsyncResult<Brought> brought) {
        shelf.claiming = false;
        if (brought.failed()) {
            held.addAndGet(-size);
            shelf.waiting.forEach(waiting -> waiting.answer().completeExceptionally(brought.cause()));
            shelf.waiting.clear();
            return;
        }
        int count = brought.result().all().size();
        held.addAndGet(count - size);
        claimed.addAndGet(count);
        shelf.add(brought.result().all(), brought.result().lastPart());
        if (count < size) {
            shelf.after = null;
            shelf.emptyUntil = clock.instant().plus(EMPTY_FOR);
        }
        serve(shelf);
    }

    /** They were not sold and are as good as before. */
    void giveBack(String product, List<ClaimedVoucher> vouchers) {
        turns.take(() -> {
            Shelf shelf = shelves.computeIfAbsent(product, Shelf::new);
            shelf.giveBack(vouchers);
            serve(shelf);
        });
    }

    /** They were sold; or nobody knows, and then their lease frees them. */
    void forget(List<ClaimedVoucher> vouchers) {
        held.addAndGet(-vouchers.size());
    }

    /** Some of them could not be sold: what else is claimed of the product may be no better, and goes back too. */
    void distrust(String product, List<ClaimedVoucher> vouchers) {
        turns.take(() -> {
            List<ClaimedVoucher> doubtful = new ArrayList<>(vouchers);
            Shelf shelf = shelves.computeIfAbsent(product, Shelf::new);
            doubtful.addAll(shelf.take(shelf.size()));
            letGo(doubtful)
                    .onFailure(failure -> LOG.warn("claims wait for the end of their lease: {}", failure.getMessage()));
        });
    }

    /** Their boxes do not open: nobody gets them any more. */
    void block(List<ClaimedVoucher> vouchers) {
        forget(vouchers);
        LOG.atError()
                .setMessage("vouchers from stock are blocked: {}")
                .addArgument(SPOILED)
                .addKeyValue("serialNumbers", serialNumbers(vouchers))
                .log();
        spoiled.addAndGet(vouchers.size());
        store.block(settings.node(), serialNumbers(vouchers), SPOILED, clock.instant())
                .onFailure(failure -> LOG.warn("spoiled vouchers are not blocked yet: {}", failure.getMessage()));
    }

    private Future<Void> letGo(List<ClaimedVoucher> vouchers) {
        forget(vouchers);
        List<Future<Integer>> pieces = new ArrayList<>();
        for (int from = 0; from < vouchers.size(); from += ROWS_AT_ONCE) {
            List<ClaimedVoucher> piece = vouchers.subList(from, Math.min(vouchers.size(), from + ROWS_AT_ONCE));
            pieces.add(store.release(settings.node(), serialNumbers(piece), clock.instant())
                    .onSuccess(released::addAndGet));
        }
        return Future.join(pieces).mapEmpty();
    }

    private static List<String> serialNumbers(List<ClaimedVoucher> vouchers) {
        return vouchers.stream().map(ClaimedVoucher::serialNumber).toList();
    }

    /** Gives back what no sale has; nothing is claimed any more. */
    public Future<Void> close() {
        CompletableFuture<List<ClaimedVoucher>> left = new CompletableFuture<>();
        turns.take(() -> {
            closed = true;
            List<ClaimedVoucher> all = new ArrayList<>();
            shelves.values().forEach(shelf -> all.addAll(shelf.take(shelf.size())));
            left.complete(all);
        });
        return Future.fromCompletionStage(left).compose(this::letGo);
    }

    /**
     * Frees vouchers whose lease has ended, whoever claimed them: run it every second or so. Fails with
     * UnavailableException; what was done before stays done.
     */
    public Future<Integer> freeExpired() {
        turns.take(() -> {
            Instant now = clock.instant();
            shelves.values().forEach(shelf -> held.addAndGet(-shelf.dropLeasedUntil(now)));
        });
        return freeExpired(0, STATEMENTS_PER_RUN).onSuccess(released::addAndGet);
    }

    private Future<Integer> freeExpired(int sum, int statementsLeft) {
        return store.releaseExpired(clock.instant(), ROWS_AT_ONCE)
                .compose(rows -> rows < ROWS_AT_ONCE || statementsLeft == 1
                        ? Future.succeededFuture(sum + rows)
                        : freeExpired(sum + rows, statementsLeft - 1));
    }

    /** Vouchers claimed now, those in the hands of sales included, for the metrics. */
    public int held() {
        return held.get();
    }

    /** Vouchers claimed so far, for the metrics. */
    public long claimed() {
        return claimed.get();
    }

    /** Vouchers freed so far, for the metrics. */
    public long released() {
        return released.get();
    }

    /** Vouchers found with a box that does not open, for the metrics. */
    public long spoiled() {
        return spoiled.get();
    }
}
