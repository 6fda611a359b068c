package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Recharge;
import io.vertx.core.Future;
import java.util.List;

/** The recharge with a reference, none or one: what became of a request whose answer was lost. */
public final class FindRecharges {
    private final RechargeStore recharges;
    private final ActiveChannels channels;

    public FindRecharges(RechargeStore recharges, ChannelStore channels) {
        this.recharges = recharges;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<List<Recharge>>> execute(Caller caller, String reference) {
        return channels.ifActive(
                caller,
                () -> recharges
                        .findRecharge(caller.channel(), reference)
                        .map(found -> Outcome.done(
                                found.map(stored -> List.of(stored.answer())).orElse(List.of()))));
    }
}
