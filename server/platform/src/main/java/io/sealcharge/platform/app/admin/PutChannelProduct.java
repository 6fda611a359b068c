package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.ChannelTerms;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Gives a channel terms of its own for a product. */
public final class PutChannelProduct {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public PutChannelProduct(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with NOT_FOUND, COMMISSION_ABOVE_PRICE, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<ChannelListing>> execute(Caller caller, String id, ChannelTerms terms) {
        Deed deed = Deed.of("putChannelProduct", id + "/" + terms.product())
                .with("commissionMinor", terms.commissionMinor());
        Long price = terms.priceMinor();
        return desk.act(
                caller,
                price == null ? deed : deed.with("priceMinor", price),
                act -> channels.putTerms(id, terms, act));
    }
}
