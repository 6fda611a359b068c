package io.sealcharge.load.bench;

import io.sealcharge.cli.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of all commands that put load on a platform. */
public final class LoadOptions {
    /** The straightforward implementation: the JDK's provider, no gathering, no key pool, no memory of tokens. */
    public static final Map<String, String> PLAIN = Map.of(
            "SEALCHARGE_CRYPTO_PROVIDER", "jdk",
            "SEALCHARGE_DATABASE_MAX_BATCH", "1",
            "SEALCHARGE_RECHARGE_KEY", "on-request",
            "SEALCHARGE_AUTH_REMEMBERED_TOKENS", "0");

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the platform that is started, as an environment variable; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description = "Records the platform that is started with the JDK's flight recorder, profile settings.")
    private @Nullable Path recording;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there, too.")
    private @Nullable Path json;

    @Option(names = "--seed", paramLabel = "SEED", description = "Repeats what is random and not secret.")
    private long seed = new Random().nextLong();

    @Option(
            names = "--terminals",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Key pairs that vouchers are bought for (2000).")
    private int terminals;

    @Option(names = "--channels", paramLabel = "N", defaultValue = "8", description = "Channels that sell (8).")
    private int channels;

    /** What is wrong; null if nothing is. */
    public @Nullable String fault() {
        if (terminals < 1 || channels < 1 || channels > 1000) {
            return "--terminals must be 1 or more, and --channels 1 to 1000";
        }
        return null;
    }

    /** Whether they say how the platform is to be started. */
    boolean sayHowToStart() {
        return !settings.isEmpty() || recording != null;
    }

    /**
     * Starts one on a folder of its own, which is deleted at the end.
     *
     * @param more settings beside those given; those given win
     */
    public TestedPlatform platform(Map<String, String> more, List<String> launcher)
            throws IOException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.putAll(settings);
        if (recording != null) {
            environment.put(
                    "JDK_JAVA_OPTIONS",
                    "-XX:StartFlightRecording=settings=profile,filename=" + recording.toAbsolutePath());
        }
        return TestedPlatform.start(ownFolder(), environment, launcher);
    }

    private static DataFolder ownFolder() {
        return DataFolder.named().orElseThrow(() -> new IllegalStateException("start it through its script"));
    }

    /** The kind of file system that the started platform's data will lie on: one in memory makes nothing durable. */
    public static String fileSystem() throws IOException {
        return Files.getFileStore(ownFolder().root().resolveSibling(".")).type();
    }

    public Session session(TestedPlatform platform) throws Exception {
        return new Session(platform, channels, terminals, seed);
    }

    public long seed() {
        return seed;
    }

    public @Nullable Path json() {
        return json;
    }
}
