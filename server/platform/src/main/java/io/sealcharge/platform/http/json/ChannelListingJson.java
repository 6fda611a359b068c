package io.sealcharge.platform.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The contract's ChannelListing. */
public final class ChannelListingJson {
    private ChannelListingJson() {}

    public static Buffer one(ChannelListing listing) {
        return JsonText.object(json -> members(json, listing));
    }

    public static Buffer page(Page<ChannelListing> page) {
        return JsonText.page(page, ChannelListingJson::members);
    }

    private static void members(JsonGenerator json, ChannelListing listing) throws IOException {
        json.writeStringField("id", listing.channel().id());
        json.writeStringField("name", listing.channel().name());
        json.writeBooleanField("active", listing.channel().active());
        String[] scopes =
                listing.channel().scopes().stream().sorted().map(Scope::label).toArray(String[]::new);
        json.writeFieldName("scopes");
        json.writeArray(scopes, 0, scopes.length);
        json.writeBooleanField("allProducts", listing.allProducts());
        json.writeFieldName("keys");
        json.writeArray(listing.keys().toArray(String[]::new), 0, listing.keys().size());
        JsonText.array(json, "products", listing.terms(), ChannelListingJson::terms);
        JsonText.array(json, "accounts", listing.accounts(), ChannelListingJson::account);
    }

    private static void terms(JsonGenerator json, ChannelTerms terms) throws IOException {
        json.writeStringField("product", terms.product());
        JsonText.numberIfAny(json, "priceMinor", terms.priceMinor());
        json.writeNumberField("commissionMinor", terms.commissionMinor());
    }

    private static void account(JsonGenerator json, ChannelListing.Account account) throws IOException {
        AccountLimits limits = account.limits();
        json.writeStringField("currency", limits.currency());
        json.writeNumberField("balanceMinor", account.balanceMinor());
        json.writeNumberField("creditLimitMinor", limits.creditLimitMinor());
        JsonText.numberIfAny(json, "orderCapMinor", limits.orderCapMinor());
        JsonText.numberIfAny(json, "dayCapMinor", limits.dayCapMinor());
        json.writeNumberField("spentTodayMinor", account.spentTodayMinor());
    }
}
