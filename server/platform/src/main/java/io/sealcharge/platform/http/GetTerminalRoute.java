package io.sealcharge.platform.http;

import io.sealcharge.platform.app.GetTerminal;
import io.sealcharge.platform.http.json.TerminalJson;
import io.vertx.core.Future;

/** {@code GET /v1/terminals/{terminalId}}. */
public final class GetTerminalRoute implements ApiRoute {
    private final GetTerminal getTerminal;

    public GetTerminalRoute(GetTerminal getTerminal) {
        this.getTerminal = getTerminal;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getTerminal
                .execute(request.caller(), request.pathId("terminalId"))
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), terminal -> Answer.ok(TerminalJson.one(terminal))));
    }
}
