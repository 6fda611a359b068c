package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.VoidBatch;
import io.sealcharge.platform.http.body.ReasonBody;
import io.vertx.core.Future;

/** {@code POST /v1/admin/batches/{batchId}/void}. */
public final class VoidBatchRoute implements ApiRoute {
    private final VoidBatch voidBatch;

    public VoidBatchRoute(VoidBatch voidBatch) {
        this.voidBatch = voidBatch;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return voidBatch
                .execute(
                        request.caller(),
                        request.path("batchId"),
                        ReasonBody.decode(request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), BatchAnswer::of));
    }
}
