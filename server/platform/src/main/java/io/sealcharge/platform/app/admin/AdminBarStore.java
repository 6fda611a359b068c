package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.domain.AdminAct;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.TerminalBar;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Bars against terminals. Failures: UnavailableException. */
public interface AdminBarStore {

    /**
     * Bars in force, by id.
     *
     * @param channel whose; empty for all
     * @param after the id before the first one; empty for the beginning
     */
    Future<List<TerminalBar>> list(String channel, String after, int most);

    /** @return Done; or Refused with NOT_FOUND if there is no such channel, BAR_EXISTS */
    Future<Outcome<TerminalBar>> create(TerminalBar bar, AdminAct act);

    /** @return Done; or Refused with NOT_FOUND, BAR_LIFTED */
    Future<Outcome<TerminalBar>> lift(UUID id, TerminalBar.Lift lift, AdminAct act);
}
