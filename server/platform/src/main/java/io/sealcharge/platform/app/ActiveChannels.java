package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Suspension is judged per request: a token from before a channel was suspended opens nothing. */
public final class ActiveChannels {
    private final ChannelStore channels;

    public ActiveChannels(ChannelStore channels) {
        this.channels = channels;
    }

    /** Does {@code work} for an active channel; any other gets CHANNEL_SUSPENDED. */
    public <T> Future<Outcome<T>> ifActive(Caller caller, Supplier<Future<Outcome<T>>> work) {
        return channels.find(caller.channel()).compose(found -> {
            boolean active = found.isPresent() && found.get().channel().active();
            return active ? work.get() : Future.succeededFuture(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
        });
    }
}
