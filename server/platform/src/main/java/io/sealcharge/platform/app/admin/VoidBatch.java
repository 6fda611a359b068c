package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.Change;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.BatchState;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Gives a batch up for ever; what was not sold is taken back in the background. */
public final class VoidBatch {
    private final BatchGate gate;
    private final Runnable work;

    /** @param work is told that there is something to do */
    public VoidBatch(OperatorDesk desk, BatchStore batches, Runnable work) {
        this.gate = new BatchGate(desk, batches);
        this.work = work;
    }

    /**
     * @return Done; or Refused with NOT_FOUND, STATE_CONFLICT, CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Batch>> execute(Caller caller, String id, String reason) {
        return gate.move(caller, "voidBatch", new Change(id, BatchState.VOID, reason))
                .onSuccess(done -> work.run());
    }
}
