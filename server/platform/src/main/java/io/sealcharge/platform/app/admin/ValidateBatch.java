package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.Change;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Has each voucher of a draft checked, and then put into stock, in the background. */
public final class ValidateBatch {
    private final BatchGate gate;
    private final Runnable work;

    /** @param work is told that there is something to do */
    public ValidateBatch(OperatorDesk desk, BatchStore batches, Runnable work) {
        this.gate = new BatchGate(desk, batches);
        this.work = work;
    }

    /**
     * @return Done with the batch, which is on its way; or Refused with NOT_FOUND, STATE_CONFLICT, BATCH_BUSY,
     *     BATCH_EMPTY, CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Batch>> execute(Caller caller, String id, String reason) {
        return gate.move(caller, "validateBatch", new Change(id, BatchState.VALIDATED, reason))
                .onSuccess(done -> work.run());
    }
}
