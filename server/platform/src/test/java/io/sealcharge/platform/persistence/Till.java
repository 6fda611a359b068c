package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.Shop.NOW;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.platform.app.Caller;
import io.sealcharge.platform.app.CreatePurchase;
import io.sealcharge.platform.app.KeyOrder;
import io.sealcharge.platform.app.SealingKey;
import io.sealcharge.platform.app.SharedKeys;
import io.sealcharge.platform.app.StockClaims;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Purchase;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;

/** A node that sells from stock, with claims of its own and keys that need no HSM. */
final class Till {
    final StockClaims claims;
    private final CreatePurchase createPurchase;

    Till(Database database, StockKeys keys, Duration lease) {
        InstantSource clock = InstantSource.system();
        claims = new StockClaims(
                new PgStockStore(database), clock, new StockClaims.Settings(UUID.randomUUID(), 16, 400, lease));
        createPurchase = new CreatePurchase(
                new PgVoucherStore(database, new SimpleMeterRegistry()),
                new PgChannelStore(database),
                new SharedKeys(new PgSharedKeyStore(database)),
                claims,
                keys.asKeys(),
                new TimeOrderedIds(clock, new SecureRandom()),
                () -> NOW);
    }

    Future<Outcome<Purchase>> buy(String channel, String reference, int quantity) {
        KeyOrder key = new KeyOrder.Own(((SealingKey.Own) Shop.KEY).key());
        return createPurchase.execute(
                new Caller(channel, Set.of(), "trace"),
                new CreatePurchase.Order(reference, "kiosk-1", Shop.PAR.id(), quantity, key));
    }
}
