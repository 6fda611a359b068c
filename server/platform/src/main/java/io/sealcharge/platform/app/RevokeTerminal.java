package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Terminal;
import io.vertx.core.Future;
import java.util.UUID;

/** Ends the sharing of keys with a terminal. A repeat finds nothing left to do. */
public final class RevokeTerminal {
    private final TerminalStore terminals;
    private final ActiveChannels channels;

    public RevokeTerminal(TerminalStore terminals, ChannelStore channels) {
        this.terminals = terminals;
        this.channels = new ActiveChannels(channels);
    }

    /** @return Done with the revoked terminal; or Refused with NOT_FOUND, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Terminal>> execute(Caller caller, UUID id) {
        return channels.ifActive(
                caller,
                () -> terminals
                        .revoke(caller.channel(), id)
                        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND))));
    }
}
