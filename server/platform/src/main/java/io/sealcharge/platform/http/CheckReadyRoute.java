package io.sealcharge.platform.http;

import io.sealcharge.platform.app.Readiness;
import io.sealcharge.platform.http.json.ReadinessJson;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** {@code GET /health/ready}. */
public final class CheckReadyRoute implements ApiRoute {
    private final Supplier<Readiness> readiness;

    /** @param readiness the last self-test's result; must not block */
    public CheckReadyRoute(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        Readiness now = readiness.get();
        Answer answer = Answer.ok(ReadinessJson.one(now));
        return Future.succeededFuture(now.ready() ? answer : ProblemMapper.notReady(answer));
    }
}
