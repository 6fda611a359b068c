package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.Change;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Keeps the vouchers of a batch from being sold and redeemed, until it is activated again. */
public final class LockBatch {
    private final BatchGate gate;

    public LockBatch(OperatorDesk desk, BatchStore batches) {
        this.gate = new BatchGate(desk, batches);
    }

    /**
     * @return Done; or Refused with NOT_FOUND, STATE_CONFLICT, BATCH_BUSY, CHANNEL_SUSPENDED. Fails with
     *     UnavailableException.
     */
    public Future<Outcome<Batch>> execute(Caller caller, String id, String reason) {
        return gate.move(caller, "lockBatch", new Change(id, BatchState.LOCKED, reason));
    }
}
