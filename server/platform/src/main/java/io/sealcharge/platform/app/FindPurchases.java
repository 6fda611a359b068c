package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.vertx.core.Future;
import java.util.List;

/** The purchase with a reference, none or one: what became of a request whose answer was lost. */
public final class FindPurchases {
    private final VoucherStore vouchers;
    private final ActiveChannels channels;

    public FindPurchases(VoucherStore vouchers, ChannelStore channels) {
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<List<Purchase>>> execute(Caller caller, String reference) {
        return channels.ifActive(
                caller,
                () -> vouchers.findPurchase(caller.channel(), reference)
                        .map(found -> Outcome.done(
                                found.map(stored -> List.of(stored.answer())).orElse(List.of()))));
    }
}
