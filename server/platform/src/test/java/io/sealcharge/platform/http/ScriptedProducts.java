package io.sealcharge.platform.http;

import io.sealcharge.platform.app.admin.AdminProductStore;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.ProductListing;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Products in memory; refuses if told to. */
final class ScriptedProducts implements AdminProductStore {
    final NavigableMap<String, ProductListing> byId = new TreeMap<>();
    final List<AdminAct> acts = new ArrayList<>();

    @Nullable
    Refusal refusal;

    @Override
    public Future<List<ProductListing>> list(String after, int most) {
        return Future.succeededFuture(
                byId.tailMap(after, false).values().stream().limit(most).toList());
    }

    @Override
    public Future<Outcome<ProductListing>> put(ProductListing listing, AdminAct act) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        acts.add(act);
        byId.put(listing.product().id(), listing);
        return Future.succeededFuture(Outcome.done(listing));
    }
}
