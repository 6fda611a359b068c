package io.sealcharge.platform.app.admin;

import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.domain.Outcome;
import io.vertx.core.Future;

/** The public key that files of foreign PINs are sealed to. */
public final class GetStockImportKey {
    private final OperatorDesk desk;
    private final Keys keys;

    public GetStockImportKey(OperatorDesk desk, Keys keys) {
        this.desk = desk;
        this.keys = keys;
    }

    /** @return Done with a JWK (RFC 7517) as JSON; or Refused with CHANNEL_SUSPENDED. Fails with UnavailableException. */
    public Future<Outcome<String>> execute(Caller caller) {
        return desk.show(caller, () -> Future.succeededFuture(Outcome.done(keys.stockImportKey())));
    }
}
