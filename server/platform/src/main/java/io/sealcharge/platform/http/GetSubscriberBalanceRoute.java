package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetSubscriberBalance;
import io.sealcharge.platform.http.body.PhoneNumberRule;
import io.sealcharge.platform.http.json.BalanceJson;
import io.vertx.core.Future;

/** {@code GET /v1/subscribers/{phoneNumber}/balance}. */
public final class GetSubscriberBalanceRoute implements ApiRoute {
    private final GetSubscriberBalance getSubscriberBalance;

    public GetSubscriberBalanceRoute(GetSubscriberBalance getSubscriberBalance) {
        this.getSubscriberBalance = getSubscriberBalance;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        String phoneNumber = request.path("phoneNumber");
        PhoneNumberRule.check(phoneNumber, "path:phoneNumber");
        return getSubscriberBalance
                .execute(request.caller(), phoneNumber)
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), balances -> Answer.ok(BalanceJson.of(phoneNumber, balances))));
    }
}
