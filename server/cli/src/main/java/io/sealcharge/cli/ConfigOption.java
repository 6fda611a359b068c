package io.sealcharge.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration is meant. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The platform's configuration (default: the one that ./run made).")
    private @Nullable Path given;

    /** @throws UsageException if none is given and ./run has made none */
    public Path file() {
        if (given != null) {
            return given;
        }
        Optional<DataFolder> data = DataFolder.found();
        return data.map(DataFolder::config)
                .orElseThrow(() -> new UsageException("--config is needed: ./run has set up nothing here"));
    }
}
