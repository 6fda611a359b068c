package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What the calling channel has and how far it may go, by currency. */
public final class GetAccount {
    private final AccountStore accounts;
    private final ActiveChannels channels;
    private final InstantSource clock;

    public GetAccount(AccountStore accounts, ChannelStore channels, InstantSource clock) {
        this.accounts = accounts;
        this.channels = new ActiveChannels(channels);
        this.clock = clock;
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<List<ChannelListing.Account>>> execute(Caller caller) {
        return channels.ifActive(
                caller,
                () -> accounts.accounts(caller.channel(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                        .map(Outcome::done));
    }
}
