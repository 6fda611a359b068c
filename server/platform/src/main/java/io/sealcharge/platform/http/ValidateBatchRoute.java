package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ValidateBatch;
import io.sealcharge.platform.http.body.ReasonBody;
import io.vertx.core.Future;

/** {@code POST /v1/admin/batches/{batchId}/validate}. */
public final class ValidateBatchRoute implements ApiRoute {
    private final ValidateBatch validateBatch;

    public ValidateBatchRoute(ValidateBatch validateBatch) {
        this.validateBatch = validateBatch;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return validateBatch
                .execute(
                        request.caller(),
                        request.path("batchId"),
                        ReasonBody.decode(request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), BatchAnswer::of));
    }
}
