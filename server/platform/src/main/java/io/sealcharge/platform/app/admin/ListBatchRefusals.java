package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.BatchStore.RefusedRow;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;

/** Which rows of an imported file were refused, and by which rule. */
public final class ListBatchRefusals {
    private final OperatorDesk desk;
    private final BatchStore batches;

    public ListBatchRefusals(OperatorDesk desk, BatchStore batches) {
        this.desk = desk;
        this.batches = batches;
    }

    /**
     * @param page whose cursor is a line
     * @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Page<RefusedRow>>> execute(Caller caller, String id, Page.Request page) {
        int after = page.after().isEmpty() ? 0 : Integer.parseInt(page.after());
        return desk.show(
                caller,
                () -> batches.refusals(id, after, page.limit() + 1)
                        .map(found -> found.map(rows ->
                                        Outcome.done(Page.of(rows, page.limit(), row -> Integer.toString(row.line()))))
                                .orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
