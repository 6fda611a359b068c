package io.sealcharge.platform.http;

import io.sealcharge.envelope.StockFile;
import io.sealcharge.platform.app.admin.ImportBatch;
import io.sealcharge.platform.http.body.TimeRule;
import io.sealcharge.platform.http.json.BatchJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code POST /v1/admin/batches/{batchId}/import}. */
public final class ImportBatchRoute implements ApiRoute {
    /** Within the minute for which a connection may be idle. */
    private static final long INTERIM_ANSWER_MS = 45_000;

    private final ImportBatch importBatch;

    public ImportBatchRoute(ImportBatch importBatch) {
        this.importBatch = importBatch;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        ImportBatch.Order order = new ImportBatch.Order(
                request.path("batchId"),
                request.query("product"),
                request.queryIfAny("expiresAt")
                        .map(time -> TimeRule.check(time, "query:expiresAt"))
                        .orElse(null));
        request.checkIdempotencyKey(order.id(), "the batch's id");
        return new InterimAnswers(request.context().vertx(), INTERIM_ANSWER_MS)
                .during(
                        parsed(request).compose(file -> importBatch.execute(request.caller(), order, file)),
                        request.context().request())
                .map(outcome ->
                        ProblemMapper.of(outcome, request.traceId(), batch -> Answer.created(BatchJson.one(batch))));
    }

    /** Megabytes of base64: too long a time for an event loop. */
    private static Future<StockFile> parsed(ApiRequest request) {
        Buffer body = request.body();
        return request.context()
                .vertx()
                .executeBlocking(() -> StockFile.parse(body.toString(StandardCharsets.ISO_8859_1)), false)
                .map(Objects::requireNonNull);
    }
}
