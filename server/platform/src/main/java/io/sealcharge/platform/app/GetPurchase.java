package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.util.UUID;

/** One purchase of the calling channel, envelopes included. */
public final class GetPurchase {
    private final VoucherStore vouchers;
    private final ActiveChannels channels;

    public GetPurchase(VoucherStore vouchers, ChannelStore channels) {
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Purchase>> execute(Caller caller, UUID id) {
        return channels.ifActive(
                caller,
                () -> vouchers.getPurchase(caller.channel(), id)
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
