package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Stops a channel at once: tokens from before open nothing. */
public final class SuspendChannel {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public SuspendChannel(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<ChannelListing>> execute(Caller caller, String id, String reason) {
        Deed deed = Deed.of("suspendChannel", id).because(reason);
        return desk.act(caller, deed, act -> channels.activate(id, false, act));
    }
}
