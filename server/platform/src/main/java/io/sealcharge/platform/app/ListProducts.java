package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Product;
import io.vertx.core.Future;
import java.util.List;

/** What the calling channel can buy. */
public final class ListProducts {
    private final VoucherStore vouchers;
    private final ActiveChannels channels;

    public ListProducts(VoucherStore vouchers, ChannelStore channels) {
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<List<Product>>> execute(Caller caller) {
        return channels.ifActive(
                caller, () -> vouchers.products(caller.channel()).map(Outcome::done));
    }
}
