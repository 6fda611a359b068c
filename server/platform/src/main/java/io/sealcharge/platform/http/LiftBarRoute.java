package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.LiftBar;
import io.sealcharge.platform.http.body.ReasonBody;
import io.sealcharge.platform.http.json.TerminalBarJson;
import io.vertx.core.Future;

/** {@code POST /v1/admin/bars/{barId}/lift}. */
public final class LiftBarRoute implements ApiRoute {
    private final LiftBar liftBar;

    public LiftBarRoute(LiftBar liftBar) {
        this.liftBar = liftBar;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return liftBar.execute(
                        request.caller(),
                        request.pathId("barId"),
                        ReasonBody.decode(request.body().getBytes()))
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), bar -> Answer.ok(TerminalBarJson.one(bar))));
    }
}
