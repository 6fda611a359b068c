package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ListBatches;
import io.sealcharge.platform.http.json.BatchJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/batches}. */
public final class ListBatchesRoute implements ApiRoute {
    private final ListBatches listBatches;

    public ListBatchesRoute(ListBatches listBatches) {
        this.listBatches = listBatches;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listBatches
                .execute(request.caller(), request.page())
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), page -> Answer.ok(BatchJson.page(page))));
    }
}
