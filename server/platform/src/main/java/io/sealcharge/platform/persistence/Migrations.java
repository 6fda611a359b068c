package io.sealcharge.platform.persistence;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to the version of this build. Blocks: called at start, never on an event loop. */
public final class Migrations {
    private static final int CONNECT_RETRIES = 5;

    private Migrations() {}

    /**
     * Applies what is missing; several nodes that start at the same moment wait for one another.
     *
     * @return how many migrations were applied
     * @throws DatabaseStartException if the database is away, or its tables are not what earlier migrations made
     */
    public static int apply(DatabaseEndpoint endpoint) {
        Flyway flyway = Flyway.configure()
                .dataSource(Jdbc.dataSource(endpoint))
                .locations("classpath:db/migration")
                .connectRetries(CONNECT_RETRIES)
                .cleanDisabled(true)
                .load();
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new DatabaseStartException("cannot bring the database's tables up to date: " + e.getMessage(), e);
        }
    }
}
