package io.sealcharge.platform.http;

import io.sealcharge.platform.http.json.ReadinessJson;
import io.vertx.core.Future;

/** {@code GET /health/live}. */
public final class CheckLiveRoute implements ApiRoute {
    private final Answer live = Answer.ok(ReadinessJson.live());

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return Future.succeededFuture(live);
    }
}
