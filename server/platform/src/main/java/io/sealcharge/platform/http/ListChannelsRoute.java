package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ListChannels;
import io.sealcharge.platform.http.json.ChannelListingJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/channels}. */
public final class ListChannelsRoute implements ApiRoute {
    private final ListChannels listChannels;

    public ListChannelsRoute(ListChannels listChannels) {
        this.listChannels = listChannels;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listChannels
                .execute(request.caller(), request.page())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), page -> Answer.ok(ChannelListingJson.page(page))));
    }
}
