package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.util.List;

/** What a phone number has in its embedded balances, one amount per currency. */
public final class GetSubscriberBalance {
    private final RechargeStore recharges;
    private final ActiveChannels channels;

    public GetSubscriberBalance(RechargeStore recharges, ChannelStore channels) {
        this.recharges = recharges;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<List<Money>>> execute(Caller caller, String phoneNumber) {
        return channels.ifActive(caller, () -> recharges.balances(phoneNumber).map(Outcome::done));
    }
}
