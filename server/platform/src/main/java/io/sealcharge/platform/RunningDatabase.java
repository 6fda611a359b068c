package io.sealcharge.platform;

import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.persistence.DatabaseEndpoint;
import io.sealcharge.platform.persistence.DatabasePassword;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import io.sealcharge.platform.persistence.PoolLimits;

/** Where a platform's database is and how it is connected to, for the platform and for those beside it. */
public final class RunningDatabase {
    private RunningDatabase() {}

    /** @throws StartFailure if it is an embedded one and does not run */
    public static DatabaseEndpoint find(Settings.Database.Server server) {
        return switch (server) {
            case Settings.Database.External external -> endpoint(external);
            case Settings.Database.Embedded embedded ->
                EmbeddedDatabase.running(embedded.directory())
                        .orElseThrow(() -> new StartFailure(
                                ExitCode.DATABASE,
                                "the database in " + embedded.directory() + " does not run; the platform starts it",
                                null));
        };
    }

    static DatabaseEndpoint endpoint(Settings.Database.External settings) {
        return new DatabaseEndpoint(
                settings.host(),
                settings.port(),
                settings.name(),
                settings.user(),
                DatabasePassword.from(settings.passwordFile()),
                DatabaseEndpoint.Tls.valueOf(settings.tls().name()),
                settings.caFile());
    }

    /** The bounds of its connections that the settings ask for. */
    public static PoolLimits limits(Settings.Database settings) {
        return new PoolLimits(
                settings.poolSize(),
                settings.maxWaitQueue(),
                settings.maxBatch(),
                settings.batchIntervalMs(),
                settings.acquireTimeoutMs(),
                settings.statementTimeoutMs());
    }
}
