package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.Terminal;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Terminals of the calling channel, those that are revoked among them, page by page. */
public final class ListTerminals {
    private final TerminalStore terminals;
    private final ActiveChannels channels;

    public ListTerminals(TerminalStore terminals, ChannelStore channels) {
        this.terminals = terminals;
        this.channels = new ActiveChannels(channels);
    }

    /**
     * @param name null for all names
     * @param after the last id of the page before; null for the first page
     * @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException.
     */
    public Future<Outcome<Page<Terminal>>> execute(
            Caller caller, @Nullable String name, @Nullable UUID after, int limit) {
        return channels.ifActive(
                caller,
                () -> terminals
                        .list(caller.channel(), new TerminalStore.Wanted(name, after, limit + 1))
                        .map(found -> Outcome.done(
                                Page.of(found, limit, terminal -> terminal.id().toString()))));
    }
}
