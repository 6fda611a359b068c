package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.util.UUID;

/** One recharge of the calling channel. */
public final class GetRecharge {
    private final RechargeStore recharges;
    private final ActiveChannels channels;

    public GetRecharge(RechargeStore recharges, ChannelStore channels) {
        this.recharges = recharges;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Recharge>> execute(Caller caller, UUID id) {
        return channels.ifActive(
                caller,
                () -> recharges
                        .getRecharge(caller.channel(), id)
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
