package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.ChannelListing;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** The contract's Account. */
public final class AccountJson {
    private AccountJson() {}

    public static Buffer of(String channel, List<ChannelListing.Account> accounts) {
        return JsonText.object(json -> {
            json.writeStringField("channel", channel);
            JsonText.array(json, "accounts", accounts, AccountJson::account);
        });
    }

    private static void account(JsonGenerator json, ChannelListing.Account account) throws IOException {
        AccountLimits limits = account.limits();
        json.writeStringField("currency", limits.currency());
        json.writeNumberField("balanceMinor", account.balanceMinor());
        json.writeNumberField("creditLimitMinor", limits.creditLimitMinor());
        json.writeNumberField("availableMinor", account.balanceMinor() + limits.creditLimitMinor());
        JsonText.numberIfAny(json, "orderCapMinor", limits.orderCapMinor());
        JsonText.numberIfAny(json, "dayCapMinor", limits.dayCapMinor());
        json.writeNumberField("spentTodayMinor", account.spentTodayMinor());
    }
}
