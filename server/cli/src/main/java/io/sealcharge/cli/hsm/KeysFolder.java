package io.sealcharge.cli.hsm;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where PINs, manifest and terminals' pins are. */
final class KeysFolder {
    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where PINs and manifest are (default: hsm in the folder of ./run).")
    private @Nullable Path given;

    Path path() {
        if (given != null) {
            return given;
        }
        Optional<DataFolder> data = DataFolder.found();
        return data.map(DataFolder::keys)
                .orElseThrow(() -> new UsageException("--folder is needed: ./run has set up nothing here"));
    }
}
