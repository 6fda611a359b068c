package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.vertx.core.Future;

/** All channels, suspended or not; operators are none. */
public final class ListChannels {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public ListChannels(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Page<ChannelListing>>> execute(Caller caller, Page.Request page) {
        return desk.show(
                caller,
                () -> channels.list(page.after(), page.limit() + 1)
                        .map(found -> Outcome.done(Page.of(
                                found,
                                page.limit(),
                                listing -> listing.channel().id()))));
    }
}
