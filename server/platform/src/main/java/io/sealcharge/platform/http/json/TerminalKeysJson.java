package io.sealcharge.platform.http.json;

import io.sealcharge.platform.domain.KeyHandover;
import io.vertx.core.buffer.Buffer;

/** The contract's TerminalKeys: the answer to a registration or a rotation. */
public final class TerminalKeysJson {
    private TerminalKeysJson() {}

    public static Buffer one(KeyHandover handover) {
        return JsonText.object(json -> {
            json.writeStringField("id", handover.key().terminal().toString());
            json.writeStringField("reference", handover.reference());
            json.writeStringField("terminal", handover.terminal());
            json.writeStringField("kid", handover.key().kid());
            json.writeNumberField("generation", handover.key().generation());
            JsonText.time(json, "createdAt", handover.createdAt());
            json.writeStringField("envelope", handover.envelope());
        });
    }
}
