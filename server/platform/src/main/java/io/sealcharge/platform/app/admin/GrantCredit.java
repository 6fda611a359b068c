package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.CreditGrant;
import io.sealcharge.platform.domain.Money;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** Books what a channel has paid in, once per reference. */
public final class GrantCredit {
    private final OperatorDesk desk;
    private final AdminChannelStore channels;

    public GrantCredit(OperatorDesk desk, AdminChannelStore channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /** @return Done; or Refused with NOT_FOUND, REFERENCE_REUSED, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<CreditGrant>> execute(Caller caller, String channel, String reference, Money amount) {
        Deed deed = Deed.of("grantCredit", channel)
                .referring(reference)
                .with("amountMinor", amount.amountMinor())
                .with("currency", amount.currency());
        return desk.act(
                caller, deed, act -> channels.grant(new CreditGrant(channel, reference, amount, act.at()), act));
    }
}
