package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Voucher;
import io.vertx.core.Future;

/** Where a voucher stands, for the channel that bought it; never its PIN. */
public final class GetVoucher {
    private final VoucherStore vouchers;
    private final ActiveChannels channels;

    public GetVoucher(VoucherStore vouchers, ChannelStore channels) {
        this.vouchers = vouchers;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Voucher>> execute(Caller caller, String serialNumber) {
        return channels.ifActive(
                caller,
                () -> vouchers.findVoucher(caller.channel(), serialNumber)
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
