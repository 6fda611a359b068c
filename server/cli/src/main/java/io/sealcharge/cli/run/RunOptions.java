package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command of {@code ./run}. */
final class RunOptions {
    @Option(names = "--data", description = "The folder that holds everything.")
    private @Nullable Path data;

    /** The folder that is meant; the script made the property from option, variable and default. */
    DataFolder data() {
        if (data != null && System.getProperty("sealcharge.data") == null) {
            return new DataFolder(data);
        }
        return DataFolder.named().orElseThrow(() -> new UsageException("--data is needed outside the script ./run"));
    }

    /** The data folder, if ./run made it. */
    DataFolder existing() {
        DataFolder folder = data();
        if (!Files.isRegularFile(folder.marker())) {
            throw new UsageException(folder.root() + " was not made by ./run");
        }
        return folder;
    }
}
