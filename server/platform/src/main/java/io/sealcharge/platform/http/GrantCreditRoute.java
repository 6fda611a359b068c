package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.GrantCredit;
import io.sealcharge.platform.http.body.CreditBody;
import io.sealcharge.platform.http.json.CreditGrantJson;
import io.vertx.core.Future;

/** {@code POST /v1/admin/channels/{channelId}/credits}. */
public final class GrantCreditRoute implements ApiRoute {
    private final GrantCredit grantCredit;

    public GrantCreditRoute(GrantCredit grantCredit) {
        this.grantCredit = grantCredit;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        CreditBody body = CreditBody.decode(request.body().getBytes());
        request.checkIdempotencyKey(body.reference());
        return grantCredit
                .execute(request.caller(), request.path("channelId"), body.reference(), body.amount())
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), grant -> Answer.created(CreditGrantJson.one(grant))));
    }
}
