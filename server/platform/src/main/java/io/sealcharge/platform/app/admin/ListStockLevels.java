package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.BatchStore;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.StockLevel;
import io.vertx.core.Future;
import java.util.List;

/** How much unsold stock there is of each product. */
public final class ListStockLevels {
    private final OperatorDesk desk;
    private final BatchStore batches;

    public ListStockLevels(OperatorDesk desk, BatchStore batches) {
        this.desk = desk;
        this.batches = batches;
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<List<StockLevel>>> execute(Caller caller) {
        return desk.show(caller, () -> batches.levels().map(Outcome::done));
    }
}
