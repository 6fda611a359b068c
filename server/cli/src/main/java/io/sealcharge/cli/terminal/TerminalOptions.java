package io.sealcharge.cli.terminal;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import io.sealcharge.cli.run.RunRecord;
import io.sealcharge.envelope.PinnedKeys;
import io.sealcharge.terminal.ChannelCredentials;
import io.sealcharge.terminal.ExchangeListener;
import io.sealcharge.terminal.Terminal;
import io.sealcharge.terminal.TerminalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which platform, as whom, and where keys and requests are kept. What is not given comes from the folder of ./run. */
final class TerminalOptions {
    private static final URI NOWHERE = URI.create("https://localhost");

    @Option(names = "--url", paramLabel = "URL", description = "The platform (default: the one that ./run started).")
    private @Nullable URI url;

    @Option(names = "--channel", paramLabel = "ID", description = "The channel's id (default: ${DEFAULT-VALUE}).")
    private String channel = DataFolder.DEMO_CHANNEL;

    @Option(
            names = "--channel-key",
            paramLabel = "FILE",
            description = "The channel's private JWK, mode 0600 (default: the demo channel's).")
    private @Nullable Path channelKey;

    @Option(
            names = "--pins",
            paramLabel = "FILE",
            description = "JWK set of the platform's keys that sign recharge keys (default: that of ./run).")
    private @Nullable Path pins;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Where keys and requests are kept (default: terminal in the folder of ./run).")
    private @Nullable Path store;

    @Option(names = "--terminal", paramLabel = "ID", description = "This terminal's id (default: ${DEFAULT-VALUE}).")
    private String terminal = "cli";

    /** A terminal that reaches the platform. */
    Terminal connect() {
        return connect(platform());
    }

    /** A terminal for what needs no network. */
    Terminal offline() {
        return connect(url == null ? NOWHERE : url);
    }

    private Terminal connect(URI platform) {
        Path keyFile = orFromRun(channelKey, "--channel-key", DataFolder::demoChannelKey);
        return new Terminal(
                new TerminalSettings(
                        platform,
                        terminal,
                        ChannelCredentials.load(channel, keyFile),
                        PinnedKeys.parse(read(orFromRun(pins, "--pins", DataFolder::pins))),
                        orFromRun(store, "--store", DataFolder::terminal)),
                ExchangeListener.NONE);
    }

    private URI platform() {
        if (url != null) {
            return url;
        }
        Optional<DataFolder> data = DataFolder.found();
        return data.flatMap(RunRecord::running)
                .map(RunRecord::url)
                .orElseThrow(() -> new UsageException("no platform runs here: start one with ./run, or give --url"));
    }

    private static Path orFromRun(@Nullable Path given, String option, Function<DataFolder, Path> ofRun) {
        if (given != null) {
            return given;
        }
        Optional<DataFolder> data = DataFolder.found();
        return data.map(ofRun)
                .orElseThrow(() -> new UsageException(option + " is needed: ./run has set up nothing here"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
