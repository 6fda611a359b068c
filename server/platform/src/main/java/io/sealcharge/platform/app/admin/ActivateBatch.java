package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.Change;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Lets the vouchers of a batch be sold and redeemed. */
public final class ActivateBatch {
    private final BatchGate gate;

    public ActivateBatch(OperatorDesk desk, BatchStore batches) {
        this.gate = new BatchGate(desk, batches);
    }

    /**
     * @return Done; or Refused with NOT_FOUND, STATE_CONFLICT, BATCH_BUSY, CHANNEL_SUSPENDED. Fails with
     *     UnavailableException.
     */
    public Future<Outcome<Batch>> execute(Caller caller, String id, String reason) {
        return gate.move(caller, "activateBatch", new Change(id, BatchState.ACTIVE, reason));
    }
}
