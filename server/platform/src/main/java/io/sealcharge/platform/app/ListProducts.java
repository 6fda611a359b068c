package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Offer;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.util.List;

/** What the calling channel can buy, and on what terms. */
public final class ListProducts {
    private final VoucherStore vouchers;
    private final ActiveChannels channels;

    public ListProducts(VoucherStore vouchers, ChannelStore channels) {
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<List<Offer>>> execute(Caller caller) {
        return channels.ifActive(caller, () -> vouchers.offers(caller.channel()).map(Outcome::done));
    }
}
