package io.sealcharge.platform.http;

import io.sealcharge.platform.app.FindRecharges;
import io.sealcharge.platform.http.json.RechargeJson;
import io.vertx.core.Future;

/** {@code GET /v1/recharges?reference=}. */
public final class FindRechargesRoute implements ApiRoute {
    private final FindRecharges findRecharges;

    public FindRechargesRoute(FindRecharges findRecharges) {
        this.findRecharges = findRecharges;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return findRecharges
                .execute(request.caller(), request.query("reference"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), recharges -> Answer.ok(RechargeJson.list(recharges))));
    }
}
