package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.app.admin.AdminChannelStore.ChannelOrder;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Scope;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a channel, or changes it. */
public final class PutChannel {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public PutChannel(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with OPERATOR_CLIENT, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<ChannelListing>> execute(Caller caller, ChannelOrder order) {
        String scopes = order.scopes().stream().map(Scope::label).sorted().collect(Collectors.joining(" "));
        Deed deed = Deed.of("putChannel", order.id())
                .with("name", order.name())
                .with("scopes", scopes)
                .with("allProducts", order.allProducts());
        List<String> keys = order.keys();
        return desk.act(caller, keys == null ? deed : deed.with("keys", keys.size()), act -> channels.put(order, act));
    }
}
