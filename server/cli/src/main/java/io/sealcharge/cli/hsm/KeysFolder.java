package io.sealcharge.cli.hsm;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import io.sealcharge.hsm.TokenOwner;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose token is meant, and where its PINs and manifest are. */
final class KeysFolder {
    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description = {
                "Whose token: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The officers' holds the keys",
                "issuer-admin and card-derivation; the server is never told its PIN."
            })
    private TokenOwner owner = TokenOwner.SERVER;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where PINs and manifest are (default: hsm, or officers, in the folder of ./run).")
    private @Nullable Path given;

    TokenOwner owner() {
        return owner;
    }

    Path path() {
        if (given != null) {
            return given;
        }
        Optional<DataFolder> data = DataFolder.found();
        return data.map(found -> owner == TokenOwner.SERVER ? found.keys() : found.officers())
                .orElseThrow(() -> new UsageException("--folder is needed: ./run has set up nothing here"));
    }
}
