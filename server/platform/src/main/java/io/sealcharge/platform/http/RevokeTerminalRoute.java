package io.sealcharge.platform.http;

import io.sealcharge.platform.app.RevokeTerminal;
import io.vertx.core.Future;

/** {@code DELETE /v1/terminals/{terminalId}}. */
public final class RevokeTerminalRoute implements ApiRoute {
    private final RevokeTerminal revokeTerminal;

    public RevokeTerminalRoute(RevokeTerminal revokeTerminal) {
        this.revokeTerminal = revokeTerminal;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return revokeTerminal
                .execute(request.caller(), request.pathId("terminalId"))
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), revoked -> Answer.noContent()));
    }
}
