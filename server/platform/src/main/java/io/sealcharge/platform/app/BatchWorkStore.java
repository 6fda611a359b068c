package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.PinBox;
import io.sealcharge.platform.domain.PinFormat;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.StockVoucher;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Batches as their workers see them. Each write is one statement on the condition that the batch still stands where the
 * worker believes and is still the worker's: whatever dies when, whole pieces have been done and none of them twice.
 * Failures: UnavailableException.
 */
public interface BatchWorkStore {

    /**
     * Takes the oldest batch with a task that nobody works on, or goes on with this worker's own.
     *
     * @param lease until it ends nobody else takes the batch; each piece renews it
     * @param notThese batches to be left alone for now
     */
    Future<Optional<Work>> take(UUID worker, Duration lease, Set<String> notThese);

    /**
     * A batch in a worker's hands.
     *
     * @param faceValueMinor of the product, minor units
     * @param serialLength of the product's serial numbers, Luhn digit included
     */
    record Work(Batch batch, Lease lease, PinFormat pinFormat, int serialLength, long faceValueMinor) {
        public Batch.Task task() {
            Batch.Task task = batch.task();
            if (task == null) {
                throw new IllegalStateException("nothing is to be done to batch " + batch.id());
            }
            return task;
        }
    }

    /** Who works, and how much longer with each piece. */
    record Lease(UUID worker, Duration length) {}

    /** How a piece ended. */
    enum Written {
        DONE,
        /** A PIN or serial number of the piece exists already; nothing was written. */
        COLLISION,
        /** The batch is in other hands, or was given another task; nothing was written. */
        LOST
    }

    /** Adds the next vouchers of a batch that is being generated. */
    Future<Written> add(Work work, List<StockVoucher> vouchers, Instant at);

    /**
     * Vouchers of a batch by their place in it.
     *
     * @param after place of the last one known, from 1; 0 to begin
     */
    Future<List<Placed>> vouchers(String batch, int after, int limit);

    /**
     * A voucher in its batch.
     *
     * @param place from 1
     * @param box null once it is empty
     */
    record Placed(
            int place,
            String serialNumber,
            VoucherState state,
            long faceValueMinor,
            PinIndex index,
            @Nullable PinBox box) {}

    /** Records that the next vouchers have been checked. */
    Future<Written> checked(Work work, int vouchers);

    /** Puts the next vouchers into stock; with the last of them the batch is validated. */
    Future<Written> release(Work work, int vouchers, Instant at);

    /** Takes back those of the next vouchers that are not sold and erases their boxes. */
    Future<Written> takeBack(Work work, int vouchers, Instant at);

    /** Ends the task without effect, for the record. */
    Future<Written> giveUp(Work work, String why, Instant at);
}
