package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.CreateBatch;
import io.sealcharge.platform.http.body.BatchBody;
import io.sealcharge.platform.http.json.BatchJson;
import io.vertx.core.Future;

/** {@code POST /v1/admin/batches}. */
public final class CreateBatchRoute implements ApiRoute {
    private final CreateBatch createBatch;

    public CreateBatchRoute(CreateBatch createBatch) {
        this.createBatch = createBatch;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        CreateBatch.Order order = BatchBody.decode(request.body().getBytes());
        request.checkIdempotencyKey(order.id(), "id");
        return createBatch
                .execute(request.caller(), order)
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), batch -> Answer.created(BatchJson.one(batch))));
    }
}
