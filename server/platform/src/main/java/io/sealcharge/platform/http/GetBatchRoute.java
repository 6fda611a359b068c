package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.GetBatch;
import io.sealcharge.platform.http.json.BatchJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/batches/{batchId}}. */
public final class GetBatchRoute implements ApiRoute {
    private final GetBatch getBatch;

    public GetBatchRoute(GetBatch getBatch) {
        this.getBatch = getBatch;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getBatch.execute(request.caller(), request.path("batchId"))
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), batch -> Answer.ok(BatchJson.described(batch))));
    }
}
