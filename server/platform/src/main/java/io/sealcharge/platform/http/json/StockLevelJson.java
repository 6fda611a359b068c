package io.sealcharge.platform.http.json;

import io.sealcharge.platform.domain.StockLevel;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The contract's StockLevels. */
public final class StockLevelJson {
    private StockLevelJson() {}

    public static Buffer list(List<StockLevel> levels) {
        return JsonText.items(levels, (json, level) -> {
            json.writeStringField("product", level.product());
            json.writeBooleanField("fromStock", level.fromStock());
            json.writeNumberField("available", level.available());
            json.writeNumberField("claimed", level.claimed());
            json.writeNumberField("held", level.held());
        });
    }
}
