package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ActivateBatch;
import io.sealcharge.platform.http.body.ReasonBody;
import io.vertx.core.Future;

/** {@code POST /v1/admin/batches/{batchId}/activate}. */
public final class ActivateBatchRoute implements ApiRoute {
    private final ActivateBatch activateBatch;

    public ActivateBatchRoute(ActivateBatch activateBatch) {
        this.activateBatch = activateBatch;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return activateBatch
                .execute(
                        request.caller(),
                        request.path("batchId"),
                        ReasonBody.decode(request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), BatchAnswer::of));
    }
}
