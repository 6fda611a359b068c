package io.sealcharge.platform.http;

import io.sealcharge.platform.app.RegisterTerminal;
import io.sealcharge.platform.http.body.TerminalBody;
import io.sealcharge.platform.http.json.TerminalKeysJson;
import io.vertx.core.Future;

/** {@code POST /v1/terminals}. */
public final class RegisterTerminalRoute implements ApiRoute {
    private final RegisterTerminal registerTerminal;

    public RegisterTerminalRoute(RegisterTerminal registerTerminal) {
        this.registerTerminal = registerTerminal;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        RegisterTerminal.Order order = TerminalBody.decode(request.body().getBytes());
        request.checkIdempotencyKey(order.reference());
        return registerTerminal
                .execute(request.caller(), order)
                .map(outcome -> ProblemMapper.of(
                        outcome,
                        request.traceId(),
                        handover -> Answer.created(TerminalKeysJson.one(handover))
                                .with(
                                        "Location",
                                        "/v1/terminals/" + handover.key().terminal())));
    }
}
