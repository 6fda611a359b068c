package io.sealcharge.platform.http;

import io.sealcharge.platform.app.StockClaims;
import io.sealcharge.platform.app.StockStore;
import io.sealcharge.platform.domain.ClaimedVoucher;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** A stock with nothing in it. */
final class ScriptedStock implements StockStore {

    StockClaims claims(InstantSource clock) {
        return new StockClaims(
                this, clock, new StockClaims.Settings(UUID.randomUUID(), 64, 4_096, Duration.ofSeconds(60)));
    }

    @Override
    public Future<List<ClaimedVoucher>> claim(Claim claim) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Integer> release(UUID node, List<String> serialNumbers, Instant at) {
        return Future.succeededFuture(0);
    }

    @Override
    public Future<Integer> releaseExpired(Instant at, int limit) {
        return Future.succeededFuture(0);
    }

    @Override
    public Future<Integer> block(UUID node, List<String> serialNumbers, String why, Instant at) {
        return Future.succeededFuture(0);
    }
}
