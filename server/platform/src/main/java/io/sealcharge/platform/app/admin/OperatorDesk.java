package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.ActiveChannels;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.app.ChannelStore;
import io.sealcharge.platform.app.Ids;
import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where operators are served: a client that is no longer active gets nothing, and each act has a name and a time. */
public final class OperatorDesk {
    private final ActiveChannels operators;
    private final Ids ids;
    private final InstantSource clock;

    public OperatorDesk(ChannelStore clients, Ids ids, InstantSource clock) {
        this.operators = new ActiveChannels(clients);
        this.ids = ids;
        this.clock = clock;
    }

    <T> Future<Outcome<T>> show(Caller caller, Supplier<Future<Outcome<T>>> look) {
        return operators.ifActive(caller, look);
    }

    /** @param work is given what it has to write together with the act */
    <T> Future<Outcome<T>> act(Caller caller, AdminAct.Deed deed, Function<AdminAct, Future<Outcome<T>>> work) {
        return operators.ifActive(
                caller, () -> work.apply(new AdminAct(ids.next(), caller.channel(), clock.instant(), deed)));
    }
}
