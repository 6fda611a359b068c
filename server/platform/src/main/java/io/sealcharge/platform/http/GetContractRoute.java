package io.sealcharge.platform.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** {@code GET /openapi.yaml}. */
public final class GetContractRoute implements ApiRoute {
    private final Answer contract;

    public GetContractRoute(Contract contract) {
        this.contract = Answer.ok("application/yaml; charset=utf-8", Buffer.buffer(contract.text()))
                .with("Cache-Control", "no-cache");
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return Future.succeededFuture(contract);
    }
}
