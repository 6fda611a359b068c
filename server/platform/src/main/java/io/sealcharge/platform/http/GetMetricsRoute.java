package io.sealcharge.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.function.Supplier;

/** {@code GET /metrics}. */
public final class GetMetricsRoute implements ApiRoute {
    private final Vertx vertx;
    private final Supplier<String> scrape;

    /** @param scrape all metrics in the text format of Prometheus; called on a worker thread, since there are many */
    public GetMetricsRoute(Vertx vertx, Supplier<String> scrape) {
        this.vertx = vertx;
        this.scrape = scrape;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        return vertx.executeBlocking(() -> Buffer.buffer(scrape.get()), false)
                .map(Objects::requireNonNull)
                .map(text -> Answer.ok("text/plain; version=0.0.4; charset=utf-8", text));
    }
}
