package io.sealcharge.platform.http;

import io.sealcharge.platform.app.ListTerminals;
import io.sealcharge.platform.http.json.TerminalJson;
import io.vertx.core.Future;
import java.util.UUID;

/** {@code GET /v1/terminals}. */
public final class ListTerminalsRoute implements ApiRoute {
    private final ListTerminals listTerminals;

    public ListTerminalsRoute(ListTerminals listTerminals) {
        this.listTerminals = listTerminals;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return listTerminals
                .execute(
                        request.caller(),
                        request.queryIfAny("terminal").orElse(null),
                        request.queryIfAny("cursor").map(UUID::fromString).orElse(null),
                        request.page().limit())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), page -> Answer.ok(TerminalJson.page(page))));
    }
}
