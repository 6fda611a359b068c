package io.sealcharge.platform.http.json;

import io.sealcharge.platform.domain.Money;
import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.List;

/** The contract's SubscriberBalance. */
public final class BalanceJson {
    private BalanceJson() {}

    public static Buffer of(String phoneNumber, List<Money> balances) {
        List<Money> ordered =
                balances.stream().sorted(Comparator.comparing(Money::currency)).toList();
        return JsonText.object(json -> {
            json.writeStringField("phoneNumber", phoneNumber);
            JsonText.array(json, "balances", ordered, (out, money) -> JsonText.money(out, "balanceMinor", money));
        });
    }
}
