package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ResumeChannel;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code DELETE /v1/admin/channels/{channelId}/suspension}. */
public final class ResumeChannelRoute implements ApiRoute {
    private final ResumeChannel resumeChannel;

    public ResumeChannelRoute(ResumeChannel resumeChannel) {
        this.resumeChannel = resumeChannel;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return resumeChannel
                .execute(request.caller(), request.path("channelId"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), channel -> Answer.ok(ChannelListingJson.one(channel))));
    }
}
