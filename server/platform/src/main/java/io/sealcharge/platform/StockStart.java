package io.sealcharge.platform;

import io.sealcharge.platform.app.Keys;
import io.sealcharge.platform.app.TimeOrderedIds;
import io.sealcharge.platform.app.WorkOnBatches;
import io.sealcharge.platform.observe.StockWatch;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.PgBatchStore;
import io.sealcharge.platform.persistence.PgBatchWorkStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;

/** Starts what is done about the stock while nobody asks. */
final class StockStart {
    /** Longer than any piece of work on a batch takes; after it another node takes over. */
    private static final Duration BATCH_LEASE = Duration.ofSeconds(30);

    private final Site site;
    private final Database database;

    StockStart(Site site, Database database) {
        this.site = site;
        this.database = database;
    }

    void run(Keys keys, SecureRandom random) {
        WorkOnBatches work = new WorkOnBatches(
                new PgBatchWorkStore(database),
                keys,
                new TimeOrderedIds(site.clock(), random),
                site.clock(),
                random,
                new WorkOnBatches.Settings(UUID.randomUUID(), BATCH_LEASE));
        BatchWorker worker = new BatchWorker(site.vertx(), work, site.metrics().registry());
        worker.start();
        site.parts().add("work on batches", () -> Site.await(worker.stop()));
        StockWatch watch = new StockWatch(
                new PgBatchStore(database)::levels, site.metrics().registry());
        watch.start(site.vertx());
        site.parts().add("stock watch", watch::stop);
    }
}
