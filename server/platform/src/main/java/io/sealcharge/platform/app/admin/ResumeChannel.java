package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Ends the suspension of a channel. */
public final class ResumeChannel {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public ResumeChannel(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<ChannelListing>> execute(Caller caller, String id) {
        return desk.act(caller, Deed.of("resumeChannel", id), act -> channels.activate(id, true, act));
    }
}
