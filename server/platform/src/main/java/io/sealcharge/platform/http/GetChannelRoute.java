package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.GetChannel;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/channels/{channelId}}. */
public final class GetChannelRoute implements ApiRoute {
    private final GetChannel getChannel;

    public GetChannelRoute(GetChannel getChannel) {
        this.getChannel = getChannel;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getChannel
                .execute(request.caller(), request.path("channelId"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), channel -> Answer.ok(ChannelListingJson.one(channel))));
    }
}
