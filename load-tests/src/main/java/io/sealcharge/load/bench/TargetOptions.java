package io.sealcharge.load.bench;

import io.sealcharge.cli.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that can put load on a platform that runs already. */
final class TargetOptions {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Measures the platform that ./run has started on that folder. Without it one is started on a"
                    + " folder of its own, which is deleted at the end.")
    private @Nullable Path folder;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where that platform is reached, http only; with --data (as it has told itself).")
    private @Nullable URI url;

    /** What is wrong with these and the others; null if nothing is. */
    @Nullable
    String fault(LoadOptions options) {
        if (folder == null ? url != null : options.sayHowToStart()) {
            return "--url goes with --data; --set and --jfr go without it";
        }
        URI to = url;
        if (to != null && (!"http".equals(to.getScheme()) || to.getHost() == null || to.getPort() < 0)) {
            return "--url must be http://HOST:PORT";
        }
        return options.fault();
    }

    boolean runsAlready() {
        return folder != null;
    }

    /** @param more settings of one that has to be started, beside those of the options */
    TestedPlatform platform(LoadOptions options, Map<String, String> more) throws IOException, InterruptedException {
        return folder != null ? TestedPlatform.running(new DataFolder(folder), url) : options.platform(more, List.of());
    }
}
