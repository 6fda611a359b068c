package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;

/** A channel, its keys, terms and accounts. */
public final class GetChannel {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public GetChannel(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<ChannelListing>> execute(Caller caller, String id) {
        return desk.show(
                caller,
                () -> channels.find(id)
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
