package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Page;
import io.sealcharge.platform.domain.TerminalBar;
import io.vertx.core.Future;

/** Terminals that are barred now. */
public final class ListBars {
    private final OperatorDesk desk;
    private final AdminBarStore bars;

    public ListBars(OperatorDesk desk, AdminBarStore bars) {
        this.desk = desk;
        this.bars = bars;
    }

    /** @return Done; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<Page<TerminalBar>>> execute(Caller caller, String channel, Page.Request page) {
        return desk.show(
                caller,
                () -> bars.list(channel, page.after(), page.limit() + 1)
                        .map(found -> Outcome.done(
                                Page.of(found, page.limit(), bar -> bar.id().toString()))));
    }
}
