package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.PutChannelProduct;
import io.sealcharge.platform.http.body.TermsBody;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code PUT /v1/admin/channels/{channelId}/products/{productId}}. */
public final class PutChannelProductRoute implements ApiRoute {
    private final PutChannelProduct putChannelProduct;

    public PutChannelProductRoute(PutChannelProduct putChannelProduct) {
        this.putChannelProduct = putChannelProduct;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return putChannelProduct
                .execute(
                        request.caller(),
                        request.path("channelId"),
                        TermsBody.decode(
                                request.path("productId"), request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), channel -> Answer.ok(ChannelListingJson.one(channel))));
    }
}
