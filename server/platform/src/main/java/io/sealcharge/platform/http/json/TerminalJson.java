package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.Terminal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Locale;

/** The contract's RegisteredTerminal. */
public final class TerminalJson {
    private TerminalJson() {}

    public static Buffer one(Terminal terminal) {
        return JsonText.object(json -> members(json, terminal));
    }

    public static Buffer page(Page<Terminal> page) {
        return JsonText.page(page, TerminalJson::members);
    }

    private static void members(JsonGenerator json, Terminal terminal) throws IOException {
        json.writeStringField("id", terminal.id().toString());
        json.writeStringField("terminal", terminal.name());
        json.writeStringField("state", terminal.state().name().toLowerCase(Locale.ROOT));
        json.writeStringField("kid", terminal.kid().toString());
        json.writeNumberField("generation", terminal.generation());
        JsonText.time(json, "createdAt", terminal.createdAt());
    }
}
