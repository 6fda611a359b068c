package io.sealcharge.platform;

import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.StockClaims;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.app.WorkOnBatches;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.observe.StockMeters;
import io.sealcharge.platform.observe.StockWatch;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgBatchStore;
import io.sealcharge.platform.persistence.PgBatchWorkStore;
import io.sealcharge.platform.persistence.PgStockStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Starts the claims from stock, and what is done about the stock while nobody asks. */
final class StockStart {
    /** Longer than any piece of work on a batch takes; after it another node takes over. */
    private static final Duration BATCH_LEASE = Duration.ofSeconds(30);
    /** A transaction of some tens of milliseconds, so that what each costs by itself is shared by many. */
    private static final int VOUCHERS_PER_PIECE = 1_000;

    private final Site site;
    private final Database database;
    /** Names this node, from this start to its end, as the one that has claimed things. */
    private final UUID node = UUID.randomUUID();

    StockStart(Site site, Database database) {
        this.site = site;
        this.database = database;
    }

    /**
     * What runs now.
     *
     * @param batchWork tells the worker on batches that there is something to do
     */
    record Stock(StockClaims claims, Runnable batchWork) {}

    Stock run(Keys keys, SecureRandom random) {
        WorkOnBatches work = new WorkOnBatches(
                new PgBatchWorkStore(database),
                keys,
                new TimeOrderedIds(site.clock(), random),
                site.clock(),
                random,
                new WorkOnBatches.Settings(node, BATCH_LEASE, VOUCHERS_PER_PIECE));
        BatchWorker worker = new BatchWorker(site.vertx(), work, site.metrics().registry());
        worker.start();
        site.parts().add("work on batches", () -> Site.await(worker.stop()));
        StockWatch watch = new StockWatch(
                new PgBatchStore(database)::levels, site.metrics().registry());
        watch.start(site.vertx());
        site.parts().add("stock watch", watch::stop);
        return new Stock(claims(), worker::wake);
    }

    private StockClaims claims() {
        Settings.Stock stock = site.settings().stock();
        StockClaims claims = new StockClaims(
                new PgStockStore(database),
                site.clock(),
                new StockClaims.Settings(
                        node, stock.claimAtOnce(), stock.maxClaimed(), Duration.ofSeconds(stock.leaseSeconds())));
        new StockMeters(claims).bind(site.metrics().registry());
        Watch leases = new Watch(site.vertx(), List.of(claims::freeExpired));
        leases.start();
        site.parts().add("claims from stock", () -> {
            Site.await(leases.stop());
            Site.await(claims.close());
        });
        return claims;
    }
}
