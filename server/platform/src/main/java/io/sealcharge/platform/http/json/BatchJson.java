package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.app.BatchStore.Described;
import io.sealcharge.platform.app.BatchStore.RefusedRow;
import io.sealcharge.platform.domain.Batch;
import io.sealcharge.platform.domain.Page;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The contract's Batch, BatchDossier and RefusedRows. */
public final class BatchJson {
    private static final long WHOLE_PERCENT = 100;

    private BatchJson() {}

    public static Buffer one(Batch batch) {
        return JsonText.object(json -> members(json, batch));
    }

    public static Buffer page(Page<Batch> page) {
        return JsonText.page(page, BatchJson::members);
    }

    public static Buffer described(Described batch) {
        return JsonText.object(json -> {
            members(json, batch.batch());
            JsonText.array(json, "history", batch.history(), BatchJson::event);
        });
    }

    public static Buffer refusals(Page<RefusedRow> page) {
        return JsonText.page(page, (json, row) -> {
            json.writeNumberField("line", row.line());
            json.writeStringField("rule", row.rule());
        });
    }

    private static void members(JsonGenerator json, Batch batch) throws IOException {
        json.writeStringField("id", batch.id());
        json.writeStringField("product", batch.product());
        json.writeStringField("origin", batch.origin().label());
        json.writeStringField("state", batch.state().label());
        json.writeNumberField("quantity", batch.quantity());
        json.writeNumberField("produced", batch.produced());
        json.writeNumberField("refused", batch.refused());
        if (batch.expiresAt() != null) {
            JsonText.time(json, "expiresAt", batch.expiresAt());
        }
        JsonText.time(json, "createdAt", batch.createdAt());
        Batch.Task task = batch.task();
        if (task != null) {
            task(json, task);
        }
    }

    private static void task(JsonGenerator json, Batch.Task task) throws IOException {
        json.writeStringField("task", task.kind().label());
        json.writeNumberField("stepsDone", task.done());
        if (task.total() > 0) {
            json.writeNumberField("stepsTotal", task.total());
            json.writeNumberField("percent", WHOLE_PERCENT * task.done() / task.total());
        }
    }

    private static void event(JsonGenerator json, Batch.Event event) throws IOException {
        JsonText.time(json, "at", event.at());
        if (event.from() != null) {
            json.writeStringField("from", event.from().label());
        }
        json.writeStringField("to", event.to().label());
        json.writeStringField("actor", event.actor());
        json.writeStringField("reason", event.reason());
    }
}
