package io.sealcharge.platform.http;

import io.sealcharge.platform.app.RotateTerminal;
import io.sealcharge.platform.http.body.RotationBody;
import io.sealcharge.platform.http.json.TerminalKeysJson;
import io.vertx.core.Future;

/** {@code POST /v1/terminals/{terminalId}/rotate}. */
public final class RotateTerminalRoute implements ApiRoute {
    private final RotateTerminal rotateTerminal;

    public RotateTerminalRoute(RotateTerminal rotateTerminal) {
        this.rotateTerminal = rotateTerminal;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        RotateTerminal.Order order =
                RotationBody.decode(request.pathId("terminalId"), request.body().getBytes());
        request.checkIdempotencyKey(order.reference());
        return rotateTerminal
                .execute(request.caller(), order)
                .map(outcome -> ProblemMapper.of(
                        outcome, request.traceId(), handover -> Answer.created(TerminalKeysJson.one(handover))));
    }
}
