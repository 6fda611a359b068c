package io.sealcharge.cli.card;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which card is meant. */
final class CardFile {
    @Option(
            names = "--card",
            paramLabel = "FILE",
            description = "The virtual card (default: cards/card in the folder of ./run).")
    private @Nullable Path given;

    Path path() {
        if (given != null) {
            return given;
        }
        return DataFolder.found()
                .map(data -> data.cards().resolve("card"))
                .orElseThrow(() -> new UsageException("--card is needed: ./run has set up nothing here"));
    }
}
