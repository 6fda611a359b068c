package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.BarTerminal;
import io.sealcharge.platform.http.body.BarBody;
import io.sealcharge.platform.http.json.TerminalBarJson;
import io.vertx.core.Future;

/** {@code POST /v1/admin/bars}. */
public final class BarTerminalRoute implements ApiRoute {
    private final BarTerminal barTerminal;

    public BarTerminalRoute(BarTerminal barTerminal) {
        this.barTerminal = barTerminal;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        BarBody body = BarBody.decode(request.body().getBytes());
        return barTerminal
                .execute(request.caller(), body.channel(), body.terminal(), body.reason())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), bar -> Answer.created(TerminalBarJson.one(bar))));
    }
}
