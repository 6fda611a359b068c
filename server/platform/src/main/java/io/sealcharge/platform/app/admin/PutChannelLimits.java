package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AccountLimits;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.ChannelListing;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;
import java.util.Objects;

/** Says how far a channel may go in one currency. */
public final class PutChannelLimits {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public PutChannelLimits(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with NOT_FOUND, LIMIT_BELOW_DEBT, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<ChannelListing>> execute(Caller caller, String id, AccountLimits limits) {
        Deed deed = Deed.of("putChannelLimits", id + "/" + limits.currency())
                .with("creditLimitMinor", limits.creditLimitMinor())
                .with("orderCapMinor", Objects.requireNonNullElse(limits.orderCapMinor(), "none"))
                .with("dayCapMinor", Objects.requireNonNullElse(limits.dayCapMinor(), "none"));
        return desk.act(caller, deed, act -> channels.putLimits(id, limits, act));
    }
}
