package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.StatementEntry;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The contract's Statement. */
public final class StatementJson {
    private StatementJson() {}

    public static Buffer page(Page<StatementEntry> page) {
        return JsonText.page(page, StatementJson::entry);
    }

    private static void entry(JsonGenerator json, StatementEntry entry) throws IOException {
        json.writeNumberField("id", entry.id());
        json.writeStringField("kind", entry.kind().label());
        json.writeNumberField("amountMinor", entry.amountMinor());
        json.writeStringField("currency", entry.currency());
        json.writeNumberField("balanceMinor", entry.balanceMinor());
        json.writeStringField("actId", entry.actId());
        json.writeStringField("reference", entry.reference());
        JsonText.time(json, "postedAt", entry.postedAt());
    }
}
