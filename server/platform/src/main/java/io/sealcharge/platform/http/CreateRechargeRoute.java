package io.sealcharge.platform.http;

import io.sealcharge.platform.app.CreateRecharge;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.http.body.RechargeBody;
import io.sealcharge.platform.http.json.RechargeJson;
import io.vertx.core.Future;

/** {@code POST /v1/recharges}. */
public final class CreateRechargeRoute implements ApiRoute {
    private final CreateRecharge createRecharge;

    public CreateRechargeRoute(CreateRecharge createRecharge) {
        this.createRecharge = createRecharge;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        CreateRecharge.Command command = RechargeBody.decode(request.body().getBytes());
        request.checkIdempotencyKey(command.reference());
        return createRecharge
                .execute(request.caller(), command)
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), CreateRechargeRoute::answer));
    }

    private static Answer answer(Recharge recharge) {
        return switch (recharge.ending()) {
            case Recharge.Refused refused -> ProblemMapper.refusedRecharge(refused.traceId());
            case Recharge.ChargingRejected rejected -> ProblemMapper.chargingRejected(rejected.traceId());
            case Recharge.Pending _, Recharge.BeingRedeemedByYou _ -> Answer.accepted(RechargeJson.one(recharge));
            case Recharge.Redeemed _, Recharge.AlreadyRedeemedByYou _ -> Answer.ok(RechargeJson.one(recharge));
        };
    }
}
