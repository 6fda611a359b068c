package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Takes a channel's own terms for a product away. */
public final class RemoveChannelProduct {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public RemoveChannelProduct(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<ChannelListing>> execute(Caller caller, String id, String product) {
        Deed deed = Deed.of("removeChannelProduct", id + "/" + product);
        return desk.act(caller, deed, act -> channels.removeTerms(id, product, act));
    }
}
