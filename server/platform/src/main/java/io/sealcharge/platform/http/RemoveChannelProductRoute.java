package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.RemoveChannelProduct;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code DELETE /v1/admin/channels/{channelId}/products/{productId}}. */
public final class RemoveChannelProductRoute implements ApiRoute {
    private final RemoveChannelProduct removeChannelProduct;

    public RemoveChannelProductRoute(RemoveChannelProduct removeChannelProduct) {
        this.removeChannelProduct = removeChannelProduct;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return removeChannelProduct
                .execute(request.caller(), request.path("channelId"), request.path("productId"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), channel -> Answer.ok(ChannelListingJson.one(channel))));
    }
}
