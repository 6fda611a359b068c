package io.sealcharge.platform.app;

import io.sealcharge.platform.app.BatchWorkStore.Placed;
import io.sealcharge.platform.app.BatchWorkStore.Work;
import io.sealcharge.platform.app.BatchWorkStore.Written;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.StockVoucher;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to be done to batches: generates, validates and takes back vouchers, one piece a run. Run it on any number
 * of nodes, one run after another on each: at most one piece of a node is then at the HSM, so that requests get through.
 */
public final class WorkOnBatches {
    private static final Logger LOG = LoggerFactory.getLogger(WorkOnBatches.class);
    private static final int BOXES_LOOKED_INTO_PER_PIECE = 8;
    private static final int FAULTS_TOLD = 3;
    /** A batch whose work fails again and again does not keep the others from theirs. */
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(30);

    private final BatchWorkStore batches;
    private final Keys keys;
    private final Ids ids;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Settings settings;
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();

    public WorkOnBatches(
            BatchWorkStore batches,
            Keys keys,
            Ids ids,
            InstantSource clock,
            RandomGenerator random,
            Settings settings) {
        this.batches = batches;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
    }

    /**
     * @param worker this node
     * @param lease after which another node takes over a batch whose worker no longer works
     * @param piece vouchers that are written in one transaction
     */
    public record Settings(UUID worker, Duration lease, int piece) {}

    /**
     * What a run did.
     *
     * @param kind null if there was nothing to do
     * @param vouchers done; 0 if the piece was lost or has to be made again
     */
    public record Piece(Batch.Task.@Nullable Kind kind, int vouchers) {
        static final Piece NONE = new Piece(null, 0);

        /** Whether the next run may find something to do at once. */
        public boolean worked() {
            return kind != null;
        }
    }

    /** Does one piece of work. Fails with UnavailableException; what was done before stays done. */
    public Future<Piece> execute() {
        Instant now = clock.instant();
        resting.values().removeIf(until -> !until.isAfter(now));
        return batches.take(settings.worker(), settings.lease(), Set.copyOf(resting.keySet()))
                .compose(taken -> taken.isEmpty() ? Future.succeededFuture(Piece.NONE) : workOn(taken.get()));
    }

    private Future<Piece> workOn(Work work) {
        return Future.succeededFuture(work).compose(this::piece).onFailure(failure -> {
            if (!(failure instanceof UnavailableException)) {
                resting.put(work.batch().id(), clock.instant().plus(REST_AFTER_FAILURE));
                LOG.atError()
                        .setMessage("work on a batch fails")
                        .addKeyValue("batch", work.batch().id())
                        .addKeyValue("task", work.task().kind().label())
                        .setCause(failure)
                        .log();
            }
        });
    }

    private Future<Piece> piece(Work work) {
        return switch (work.task().kind()) {
            case GENERATE -> generate(work);
            case VALIDATE -> work.task().done() < work.batch().produced() ? check(work) : release(work);
            case VOID -> takeBack(work);
            case IMPORT ->
                throw new IllegalStateException(
                        "an import is not a worker's: " + work.batch().id());
        };
    }

    private Future<Piece> generate(Work work) {
        int size = next(work, work.batch().quantity() - work.batch().produced());
        Set<String> serialNumbers = new LinkedHashSet<>();
        while (serialNumbers.size() < size) {
            serialNumbers.add(ids.serialNumber(work.serialLength()));
        }
        return keys.mintForStock(work.pinFormat(), List.copyOf(serialNumbers))
                .compose(minted -> batches.add(work, minted, clock.instant()))
                .map(written -> told(work, written, size));
    }

    private int next(Work work, int left) {
        if (left < 1) {
            throw new IllegalStateException(
                    "nothing is left to be done to batch " + work.batch().id());
        }
        return Math.min(settings.piece(), left);
    }

    private static Piece told(Work work, Written written, int size) {
        if (written == Written.COLLISION) {
            LOG.warn(
                    "a minted PIN or serial number of batch {} exists already: minting again",
                    work.batch().id());
        }
        return new Piece(work.task().kind(), written == Written.DONE ? size : 0);
    }

    private Future<Piece> check(Work work) {
        int done = work.task().done();
        int size = next(work, work.batch().produced() - done);
        return batches.vouchers(work.batch().id(), done, size).compose(vouchers -> {
            List<String> faults = new ArrayList<>(StockCheck.faults(work, done, size, vouchers));
            return keys.spoiledBoxes(sample(vouchers)).compose(spoiled -> {
                spoiled.forEach(serialNumber -> faults.add(serialNumber + " box_spoiled"));
                return faults.isEmpty()
                        ? batches.checked(work, size).map(written -> told(work, written, size))
                        : giveUp(work, faults);
            });
        });
    }

    private List<StockVoucher> sample(List<Placed> vouchers) {
        List<StockVoucher> sample = new ArrayList<>();
        for (int i = 0; i < BOXES_LOOKED_INTO_PER_PIECE && !vouchers.isEmpty(); i++) {
            Placed voucher = vouchers.get(random.nextInt(vouchers.size()));
            Optional<PinBox> box = Optional.ofNullable(voucher.box());
            box.ifPresent(full -> sample.add(new StockVoucher(voucher.serialNumber(), List.of(voucher.index()), full)));
        }
        return sample;
    }

    private Future<Piece> giveUp(Work work, List<String> faults) {
        String told = String.join(", ", faults.subList(0, Math.min(FAULTS_TOLD, faults.size())));
        String why = "not valid, faults in one piece: " + faults.size() + ", such as " + told;
        LOG.atError()
                .setMessage("a batch is not valid")
                .addKeyValue("batch", work.batch().id())
                .addKeyValue("why", why)
                .log();
        return batches.giveUp(work, why.substring(0, Math.min(200, why.length())), clock.instant())
                .map(written -> told(work, written, 0));
    }

    private Future<Piece> release(Work work) {
        int size = next(work, work.task().total() - work.task().done());
        return batches.release(work, size, clock.instant()).map(written -> told(work, written, size));
    }

    private Future<Piece> takeBack(Work work) {
        int size = next(work, work.batch().produced() - work.task().done());
        return batches.takeBack(work, size, clock.instant()).map(written -> told(work, written, size));
    }
}
