package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.Described;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;

/** A batch, how far its task has come, and its history. */
public final class GetBatch {
    private final OperatorDesk desk;
    private final BatchStore batches;

    public GetBatch(OperatorDesk desk, BatchStore batches) {
        this.desk = desk;
        this.batches = batches;
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Described>> execute(Caller caller, String id) {
        return desk.show(
                caller,
                () -> batches.find(id)
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
