package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.SuspendChannel;
import io.sealcharge.platform.http.body.ReasonBody;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code PUT /v1/admin/channels/{channelId}/suspension}. */
public final class SuspendChannelRoute implements ApiRoute {
    private final SuspendChannel suspendChannel;

    public SuspendChannelRoute(SuspendChannel suspendChannel) {
        this.suspendChannel = suspendChannel;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return suspendChannel
                .execute(
                        request.caller(),
                        request.path("channelId"),
                        ReasonBody.decode(request.body().getBytes()))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), channel -> Answer.ok(ChannelListingJson.one(channel))));
    }
}
