package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ListBatchRefusals;
import io.sealcharge.platform.http.json.BatchJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/batches/{batchId}/refusals}. */
public final class ListBatchRefusalsRoute implements ApiRoute {
    private final ListBatchRefusals listBatchRefusals;

    public ListBatchRefusalsRoute(ListBatchRefusals listBatchRefusals) {
        this.listBatchRefusals = listBatchRefusals;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listBatchRefusals
                .execute(request.caller(), request.path("batchId"), request.page())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), page -> Answer.ok(BatchJson.refusals(page))));
    }
}
