package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import java.nio.file.Files;

/** The database that outlives a platform that was killed. */
final class Leftover {
    private Leftover() {}

    static boolean runs(DataFolder data) {
        return Files.exists(data.database())
                && EmbeddedDatabase.running(data.database()).isPresent();
    }

    /** Stops it in order, which takes it over first. */
    static void stop(DataFolder data) {
        EmbeddedDatabase.start(data.database(), 0).close();
    }
}
