package io.sealcharge.platform.http;

import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.http.json.BatchJson;

/** The answer to a change of a batch: accepted while something is still being done to its vouchers. */
final class BatchAnswer {
    private BatchAnswer() {}

    static Answer of(Batch batch) {
        return batch.task() == null ? Answer.ok(BatchJson.one(batch)) : Answer.accepted(BatchJson.one(batch));
    }
}
