package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ListStockLevels;
import io.sealcharge.platform.http.json.StockLevelJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/stock}. */
public final class ListStockLevelsRoute implements ApiRoute {
    private final ListStockLevels listStockLevels;

    public ListStockLevelsRoute(ListStockLevels listStockLevels) {
        this.listStockLevels = listStockLevels;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listStockLevels
                .execute(request.caller())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), levels -> Answer.ok(StockLevelJson.list(levels))));
    }
}
