package io.sealcharge.platform;

import static io.sealcharge.platform.ExitCode.DATABASE;

import io.sealcharge.platform.config.CatalogueFile;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.persistence.CatalogueImport;
import io.sealcharge.platform.persistence.Database;
import io.sealcharge.platform.persistence.DatabaseEndpoint;
import io.sealcharge.platform.persistence.DurabilityCheck;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import io.sealcharge.platform.persistence.Migrations;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** Starts or finds the database, brings its tables up to date, opens the connections and applies the catalogue. */
final class DatabaseStart {
    private static final int CONNECT_TRIES = 10;
    private static final long CONNECT_PAUSE_MS = 200;

    private final Site site;

    DatabaseStart(Site site) {
        this.site = site;
    }

    Database run() {
        Settings.Database settings = site.settings().database();
        DatabaseEndpoint endpoint = site.phases().run("database", DATABASE, () -> switch (settings.server()) {
            case Settings.Database.Embedded embedded -> start(embedded);
            case Settings.Database.External external -> find(external);
        });
        site.phases().run("tables", DATABASE, () -> Migrations.apply(endpoint));
        Database database = Database.open(site.vertx(), endpoint, RunningDatabase.limits(settings));
        site.parts().add("database connections", () -> Site.await(database.close()));
        site.phases().run("database connections", DATABASE, () -> connect(database));
        Path catalogue = site.settings().catalogue();
        if (catalogue != null) {
            site.phases().run("catalogue", DATABASE, () -> {
                Site.await(new CatalogueImport(database).apply(CatalogueFile.read(catalogue)));
                return catalogue;
            });
        }
        return database;
    }

    /** The first connection of a JVM that has just started may take longer than requests ever wait for one. */
    private static boolean connect(Database database) throws Exception {
        for (int tries = 1; !Site.await(database.answers()); tries++) {
            if (tries == CONNECT_TRIES) {
                throw new TimeoutException("the database gives no connection");
            }
            Thread.sleep(CONNECT_PAUSE_MS);
        }
        return true;
    }

    private DatabaseEndpoint start(Settings.Database.Embedded settings) {
        EmbeddedDatabase embedded = EmbeddedDatabase.start(settings.directory(), settings.port());
        site.parts().add("database", embedded::close);
        return embedded.endpoint();
    }

    private static DatabaseEndpoint find(Settings.Database.External settings) {
        DatabaseEndpoint endpoint = RunningDatabase.endpoint(settings);
        DurabilityCheck.require(endpoint);
        return endpoint;
    }
}
