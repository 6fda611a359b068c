package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.Change;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Brings a batch to another state, with a reason. */
final class BatchGate {
    private final OperatorDesk desk;
    private final BatchStore batches;

    BatchGate(OperatorDesk desk, BatchStore batches) {
        this.desk = desk;
        this.batches = batches;
    }

    Future<Outcome<Batch>> move(Caller caller, String operation, Change change) {
        Deed deed = Deed.of(operation, change.id()).because(change.reason());
        return desk.act(caller, deed, act -> batches.change(change, act));
    }
}
