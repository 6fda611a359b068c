package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.PutChannel;
import io.sealcharge.platform.http.body.ChannelBody;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code PUT /v1/admin/channels/{channelId}}. */
public final class PutChannelRoute implements ApiRoute {
    private final PutChannel putChannel;

    public PutChannelRoute(PutChannel putChannel) {
        this.putChannel = putChannel;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return putChannel
                .execute(
                        request.caller(),
                        ChannelBody.decode(
                                request.path("channelId"), request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), channel -> Answer.ok(ChannelListingJson.one(channel))));
    }
}
