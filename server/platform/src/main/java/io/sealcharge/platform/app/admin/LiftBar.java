package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.AdminAct.Deed;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.TerminalBar;
import io.vertx.core.Future;
import java.util.UUID;

/** Lets a barred terminal recharge again. */
public final class LiftBar {
    private final OperatorDesk desk;
    private final AdminBarStore bars;

    public LiftBar(OperatorDesk desk, AdminBarStore bars) {
        this.desk = desk;
        this.bars = bars;
    }

    /** @return Done; or Refused with NOT_FOUND, BAR_LIFTED, CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<TerminalBar>> execute(Caller caller, UUID id, String reason) {
        Deed deed = Deed.of("liftBar", id.toString()).because(reason);
        return desk.act(caller, deed, act -> bars.lift(id, new TerminalBar.Lift(act.actor(), act.at(), reason), act));
    }
}
