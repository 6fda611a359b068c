package io.sealcharge.platform.persistence;

import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.Channel;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Channels from rows of {@link ChannelSql} and {@link AdminChannelSql}. */
final class ChannelRows {
    private ChannelRows() {}

    static Channel channel(Row row) {
        Set<String> labels = Set.of(row.getArrayOfStrings("scopes"));
        Set<Scope> scopes = Arrays.stream(Scope.values())
                .filter(scope -> labels.contains(scope.label()))
                .collect(Collectors.toUnmodifiableSet());
        return new Channel(row.getString("id"), row.getString("name"), row.getBoolean("active"), scopes);
    }

    static ChannelListing listing(Row row) {
        return new ChannelListing(
                channel(row),
                row.getBoolean("all_products"),
                List.of(row.getArrayOfStrings("keys")),
                objects(row, "terms").stream()
                        .map(terms -> new ChannelTerms(
                                terms.getString("product"), terms.getLong("price"), terms.getLong("commission")))
                        .toList(),
                objects(row, "accounts").stream().map(ChannelRows::account).toList());
    }

    private static ChannelListing.Account account(JsonObject account) {
        return new ChannelListing.Account(
                new AccountLimits(
                        account.getString("currency"),
                        account.getLong("creditLimit"),
                        account.getLong("orderCap"),
                        account.getLong("dayCap")),
                account.getLong("balance"),
                account.getLong("spent"));
    }

    private static List<JsonObject> objects(Row row, String column) {
        JsonArray array = new JsonArray(row.getString(column));
        return java.util.stream.IntStream.range(0, array.size())
                .mapToObj(array::getJsonObject)
                .toList();
    }
}
