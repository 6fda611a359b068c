package io.sealcharge.platform.http;

import io.sealcharge.platform.app.CreateRechargeRequest;
import io.sealcharge.platform.http.body.RechargeRequestBody;
import io.sealcharge.platform.http.json.RechargeRequestJson;
import io.vertx.core.Future;

/** {@code POST /v1/recharge-requests}. */
public final class CreateRechargeRequestRoute implements ApiRoute {
    private final CreateRechargeRequest createRechargeRequest;

    public CreateRechargeRequestRoute(CreateRechargeRequest createRechargeRequest) {
        this.createRechargeRequest = createRechargeRequest;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        CreateRechargeRequest.Order order =
                RechargeRequestBody.decode(request.body().getBytes());
        request.checkIdempotencyKey(order.reference());
        return createRechargeRequest
                .execute(request.caller(), order)
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), assigned -> Answer.created(RechargeRequestJson.one(assigned))));
    }
}
