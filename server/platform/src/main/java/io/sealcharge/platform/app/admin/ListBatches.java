package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.vertx.core.Future;

/** All batches, in whatever state. */
public final class ListBatches {
    private final OperatorDesk desk;
    private final BatchStore batches;

    public ListBatches(OperatorDesk desk, BatchStore batches) {
        this.desk = desk;
        this.batches = batches;
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Page<Batch>>> execute(Caller caller, Page.Request page) {
        return desk.show(
                caller,
                () -> batches.list(page.after(), page.limit() + 1)
                        .map(found -> Outcome.done(Page.of(found, page.limit(), Batch::id))));
    }
}
