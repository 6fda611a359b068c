package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.GetStockImportKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** {@code GET /v1/admin/stock/import-key}. */
public final class GetStockImportKeyRoute implements ApiRoute {
    private final GetStockImportKey getStockImportKey;

    public GetStockImportKeyRoute(GetStockImportKey getStockImportKey) {
        this.getStockImportKey = getStockImportKey;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return getStockImportKey
                .execute(request.caller())
                .map(outcome -> ProblemMapper.of(outcome, request.traceId(), jwk -> Answer.ok(Buffer.buffer(jwk))));
    }
}
