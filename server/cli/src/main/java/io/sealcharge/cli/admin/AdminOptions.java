package io.sealcharge.cli.admin;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import io.sealcharge.cli.run.RunRecord;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.OperatorClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which platform, and as which operator. What is not given comes from the folder of ./run. */
public final class AdminOptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(names = "--url", paramLabel = "URL", description = "The platform (default: the one that ./run started).")
    private @Nullable URI url;

    @Option(names = "--operator", paramLabel = "ID", description = "The operator's client (default: ${DEFAULT-VALUE}).")
    private String operator = DataFolder.DEMO_OPERATOR;

    @Option(
            names = "--operator-key",
            paramLabel = "FILE",
            description = "The operator's private JWK, mode 0600 (default: the one that ./run made).")
    private @Nullable Path operatorKey;

    /** Signs in at the first call. */
    public OperatorClient connect() {
        return connect(TIMEOUT);
    }

    /** As {@link #connect()}, for calls that take their time. */
    OperatorClient connect(Duration timeout) {
        Optional<DataFolder> data = DataFolder.found();
        URI platform = url != null
                ? url
                : data.flatMap(RunRecord::running)
                        .map(RunRecord::url)
                        .orElseThrow(
                                () -> new UsageException("no platform runs here: start one with ./run, or give --url"));
        Path key = operatorKey != null
                ? operatorKey
                : data.map(DataFolder::operatorKey)
                        .orElseThrow(
                                () -> new UsageException("--operator-key is needed: ./run has set up nothing here"));
        return new OperatorClient(platform, ChannelCredentials.load(operator, key), timeout);
    }
}
