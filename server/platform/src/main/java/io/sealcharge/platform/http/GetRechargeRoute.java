package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetRecharge;
import io.sealcharge.platform.http.json.RechargeJson;
import io.vertx.core.Future;

/** {@code GET /v1/recharges/{rechargeId}}. */
public final class GetRechargeRoute implements ApiRoute {
    private final GetRecharge getRecharge;

    public GetRechargeRoute(GetRecharge getRecharge) {
        this.getRecharge = getRecharge;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getRecharge
                .execute(request.caller(), request.pathId("rechargeId"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), recharge -> Answer.ok(RechargeJson.one(recharge))));
    }
}
