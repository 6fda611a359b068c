package io.sealcharge.cli.audit;

import io.sealcharge.platform.Main;
import io.sealcharge.platform.RunningDatabase;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.MoneyAudit;
import io.sealcharge.platform.persistence.PoolLimits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;

/** Reads the books of a platform through a connection of its own. */
public final class Books {
    /** A connection for the snapshot, and one to spare. */
    private static final PoolLimits FEW = new PoolLimits(2, 2, 1, 0, 5_000, 60_000);

    private Books() {}

    /**
     * Audits the money; takes as long as reading everything takes.
     *
     * @param config of the platform, which need not run if its database does
     */
    public static MoneyAudit.Report audit(Path config) {
        Settings settings = Main.settings(config, System.getenv());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        try {
            Database database = Database.open(
                    vertx, RunningDatabase.find(settings.database().server()), FEW);
            return new MoneyAudit(database).run().eventually(database::close).await();
        } finally {
            vertx.close().await();
        }
    }
}
