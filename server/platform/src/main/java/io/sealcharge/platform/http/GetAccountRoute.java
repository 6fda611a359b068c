package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetAccount;
import io.sealcharge.platform.http.json.AccountJson;
import io.vertx.core.Future;

/** {@code GET /v1/account}. */
public final class GetAccountRoute implements ApiRoute {
    private final GetAccount getAccount;

    public GetAccountRoute(GetAccount getAccount) {
        this.getAccount = getAccount;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getAccount
                .execute(request.caller())
                .map(outcome -> ProblemMapper.of(
                        outcome,
                        request.traceId(),
                        accounts -> Answer.ok(AccountJson.of(request.caller().channel(), accounts))));
    }
}
