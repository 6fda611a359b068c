package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.ListBars;
import io.sealcharge.platform.http.json.TerminalBarJson;
import io.vertx.core.Future;

/** {@code GET /v1/admin/bars}. */
public final class ListBarsRoute implements ApiRoute {
    private final ListBars listBars;

    public ListBarsRoute(ListBars listBars) {
        this.listBars = listBars;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listBars.execute(request.caller(), request.queryIfAny("channel").orElse(""), request.page())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), page -> Answer.ok(TerminalBarJson.page(page))));
    }
}
