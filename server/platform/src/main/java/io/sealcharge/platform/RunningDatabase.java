package io.sealcharge.platform;

import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.persistence.DatabaseEndpoint;
import io.sealcharge.platform.persistence.DatabasePassword;
import io.sealcharge.platform.persistence.EmbeddedDatabase;

/** Where a platform's database is, for those who look at it from beside the platform. */
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
}
