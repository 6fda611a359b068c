package io.sealcharge.cli.run;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import io.sealcharge.cli.demo.Demo;
import io.sealcharge.cli.demo.StepFailedException;
import io.sealcharge.platform.persistence.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./run demo}: the main job from end to end; starts a platform if none runs, and then stops it. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(names = "--port")
    private @Nullable Integer port;

    @Option(names = "--show")
    private boolean show;

    @Override
    public Integer call() throws Exception {
        DataFolder data = options.data();
        Optional<RunRecord> running = RunRecord.running(data);
        if (running.isPresent()) {
            requireSameSettings(running.get(), data);
            System.out.println("platform " + running.get().url() + " (it runs already, and goes on)");
            return demo(running.get(), data);
        }
        try (OwnPlatform own = OwnPlatform.start(data, port, Map.of())) {
            System.out.println("platform " + own.record().url() + " (started for the demo)");
            return demo(own.record(), data);
        }
    }

    private int demo(RunRecord platform, DataFolder data) throws IOException, SQLException {
        Connection database = EmbeddedDatabase.inspect(data.database())
                .orElseThrow(() -> new UsageException(
                        "the demo searches the platform's own database, and there is none in " + data.database()));
        try (database) {
            Demo demo = new Demo(platform.url(), data, database, System.out, show, Console.isColourful());
            int steps = demo.run();
            System.out.println("demo: " + steps + " steps ok");
            return Run.DONE;
        } catch (StepFailedException failed) {
            System.err.println("demo: failed at " + failed.getMessage());
            return Run.FAILED;
        }
    }

    private void requireSameSettings(RunRecord running, DataFolder data) throws IOException {
        String at = "a platform runs at " + running.url() + " ";
        if (port != null && port != running.url().getPort()) {
            throw new UsageException(at + "and not on port " + port + "; ./run stop ends it");
        }
        if (!Files.exists(data.config())
                || !Fingerprint.of(data, System.getenv()).equals(running.settings())) {
            throw new UsageException(at + "with other settings (" + data.config()
                    + ", the catalogue or a SEALCHARGE_ variable" + " changed since it started); ./run stop ends it");
        }
    }
}
