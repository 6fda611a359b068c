package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.LockBatch;
import io.sealcharge.platform.http.body.ReasonBody;
import io.vertx.core.Future;

/** {@code POST /v1/admin/batches/{batchId}/lock}. */
public final class LockBatchRoute implements ApiRoute {
    private final LockBatch lockBatch;

    public LockBatchRoute(LockBatch lockBatch) {
        this.lockBatch = lockBatch;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return lockBatch
                .execute(
                        request.caller(),
                        request.path("batchId"),
                        ReasonBody.decode(request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), BatchAnswer::of));
    }
}
