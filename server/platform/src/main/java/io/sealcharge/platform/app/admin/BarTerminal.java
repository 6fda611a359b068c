package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.TerminalBar;
import io.vertx.core.Future;

/** Keeps a terminal from recharging until the bar is lifted. */
public final class BarTerminal {
    private final OperatorDesk desk;
    private final AdminBarStore bars;

    public BarTerminal(OperatorDesk desk, AdminBarStore bars) {
        this.desk = desk;
        this.bars = bars;
    }

    /** @return Done; or Refused with NOT_FOUND, BAR_EXISTS, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<TerminalBar>> execute(Caller caller, String channel, String terminal, String reason) {
        Deed deed = Deed.of("barTerminal", channel + "/" + terminal).because(reason);
        return desk.act(
                caller,
                deed,
                act -> bars.create(
                        new TerminalBar(act.id(), channel, terminal, reason, act.actor(), act.at(), null), act));
    }
}
