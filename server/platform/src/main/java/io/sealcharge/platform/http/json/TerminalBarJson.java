package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.TerminalBar;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The contract's TerminalBar. */
public final class TerminalBarJson {
    private TerminalBarJson() {}

    public static Buffer one(TerminalBar bar) {
        return JsonText.object(json -> members(json, bar));
    }

    public static Buffer page(Page<TerminalBar> page) {
        return JsonText.page(page, TerminalBarJson::members);
    }

    private static void members(JsonGenerator json, TerminalBar bar) throws IOException {
        json.writeStringField("id", bar.id().toString());
        json.writeStringField("channel", bar.channel());
        json.writeStringField("terminal", bar.terminal());
        json.writeStringField("reason", bar.reason());
        json.writeStringField("barredBy", bar.barredBy());
        JsonText.time(json, "barredAt", bar.barredAt());
        TerminalBar.Lift lift = bar.lift();
        if (lift != null) {
            json.writeStringField("liftedBy", lift.by());
            JsonText.time(json, "liftedAt", lift.at());
            json.writeStringField("liftReason", lift.reason());
        }
    }
}
