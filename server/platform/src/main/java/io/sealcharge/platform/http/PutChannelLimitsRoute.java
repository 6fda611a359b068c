package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.PutChannelLimits;
import io.sealcharge.platform.http.body.CurrencyRule;
import io.sealcharge.platform.http.body.LimitsBody;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code PUT /v1/admin/channels/{channelId}/accounts/{currency}}. */
public final class PutChannelLimitsRoute implements ApiRoute {
    private final PutChannelLimits putChannelLimits;

    public PutChannelLimitsRoute(PutChannelLimits putChannelLimits) {
        this.putChannelLimits = putChannelLimits;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        String currency = CurrencyRule.check(request.path("currency"), "path:currency");
        return putChannelLimits
                .execute(
                        request.caller(),
                        request.path("channelId"),
                        LimitsBody.decode(currency, request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), channel -> Answer.ok(ChannelListingJson.one(channel))));
    }
}
