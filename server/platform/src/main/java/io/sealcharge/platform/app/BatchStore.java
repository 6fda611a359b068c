package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.StockLevel;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Batches of stock vouchers as operators see and change them. What happened before leaves no second act. Failures:
 * UnavailableException.
 */
public interface BatchStore {

    /**
     * Writes a batch that is to be generated; whichever node has time makes its vouchers.
     *
     * @return Done; Done replayed, if the same request got there first; or Refused with REFERENCE_REUSED,
     *     PRODUCT_UNKNOWN, EXPIRY_PASSED
     */
    Future<Outcome<Batch>> create(NewBatch batch, AdminAct act);

    /**
     * A batch to be generated.
     *
     * @param expiresAt printed on its vouchers; null if they expire by their sale
     * @param requestDigest SHA-256 over the decoded fields of the request
     * @param reason for the record
     */
    record NewBatch(
            String id,
            String product,
            int quantity,
            @Nullable Instant expiresAt,
            byte[] requestDigest,
            String reason) {}

    /**
     * Batches in the order of their ids.
     *
     * @param after id of the last one known; empty to begin
     */
    Future<List<Batch>> list(String after, int limit);

    Future<Optional<Described>> find(String id);

    /** A batch and its record, oldest first. */
    record Described(Batch batch, List<Batch.Event> history) {}

    /**
     * Brings a batch to another state, or sets the task that does.
     *
     * @return Done with the batch; Done replayed, if it is in that state or on its way; or Refused with NOT_FOUND,
     *     STATE_CONFLICT, BATCH_BUSY, BATCH_EMPTY
     */
    Future<Outcome<Batch>> change(Change change, AdminAct act);

    /** What an operator wants of a batch, and why. */
    record Change(String id, BatchState to, String reason) {}

    /**
     * Refused rows of an imported file in the order of their lines; empty if there is no such batch.
     *
     * @param after line of the last one known; 0 to begin
     */
    Future<Optional<List<RefusedRow>>> refusals(String id, int after, int limit);

    /**
     * A row of an imported file that was refused.
     *
     * @param rule ImportedRow.Rule as a name in small letters
     */
    record RefusedRow(int line, String rule) {}

    /** Unsold stock by product: of each product that is sold from stock or has a batch. */
    Future<List<StockLevel>> levels();
}
