package io.sealcharge.cli.run;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.UsageException;
import io.sealcharge.platform.ExitCode;
import io.sealcharge.platform.Main;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./run}: prepares what is missing and runs the platform in this process until it is told to stop. */
@Command(name = "start")
final class Start implements Callable<Integer> {
    static final String PORT_OVERRIDE = "SEALCHARGE_HTTP_PORT";

    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(names = "--port")
    private @Nullable Integer port;

    /** The process that started this one for itself, and without which this one ends; 0 for none. */
    @Option(names = "--owner", hidden = true)
    private long owner;

    @Override
    public Integer call() throws Exception {
        DataFolder data = options.data();
        String library = System.getProperty("sealcharge.softhsm", "");
        if (library.isEmpty()) {
            throw new UsageException("SoftHSM is not installed: start through the script ./run, which sees to it");
        }
        PhaseLog phases = new PhaseLog(System.out);
        RunRecord.running(data).ifPresent(Start::refuseSecond);
        System.out.println("data " + data.root());
        new Preparation(data, Path.of(library)).run(phases);
        try (FileChannel file = FileChannel.open(
                        data.root().resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw new UsageException("another ./run is starting with " + data.root());
            }
            return serve(data, phases);
        }
    }

    private static void refuseSecond(RunRecord running) {
        throw new UsageException("a platform runs here already, at " + running.url() + " (pid " + running.pid()
                + "); ./run stop ends it");
    }

    private int serve(DataFolder data, PhaseLog phases) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        String fingerprint = Fingerprint.of(data, environment);
        environment.put(PORT_OVERRIDE, Integer.toString(freePort(Main.settings(data.config(), environment))));
        Main platform = new Main(new Watch(data, phases, fingerprint), System.err, environment);
        Main.stopOnSignals(platform);
        if (owner != 0) {
            Thread.ofVirtual().name("owner-watch").start(() -> endWithOwner(platform));
        }
        ExitCode code = platform.run("--config", data.config().toString());
        Files.deleteIfExists(data.runRecord());
        if (code == ExitCode.DONE && owner == 0) {
            System.out.println("stopped");
        }
        return code == ExitCode.DONE ? Run.DONE : Run.FAILED;
    }

    private void endWithOwner(Main platform) {
        ProcessHandle.of(owner).ifPresent(process -> process.onExit().join());
        platform.end(ExitCode.DONE);
    }

    private int freePort(Settings settings) {
        int wanted = port == null ? settings.http().port() : port;
        if (wanted == 0 || Ports.isFree(wanted)) {
            return wanted;
        }
        int free = Ports.freeAfter(wanted);
        System.out.println("port " + wanted + " is taken by another program; "
                + (free == 0 ? "the system chooses a free one" : "taking " + free));
        return free;
    }

    /** Prints the phases, and the last lines when all is ready. */
    private final class Watch implements Main.Watcher {
        private final DataFolder data;
        private final PhaseLog phases;
        private final String fingerprint;

        Watch(DataFolder data, PhaseLog phases, String fingerprint) {
            this.data = data;
            this.phases = phases;
            this.fingerprint = fingerprint;
        }

        @Override
        public void phaseEnded(String name, long ms) {
            phases.ended(name, ms);
        }

        @Override
        public void ready(String url) {
            URI platform = URI.create(url);
            RunRecord.ofThisProcess(platform, fingerprint).write(data);
            long begun = Long.getLong("sealcharge.begun", 0);
            if (begun > 0) {
                phases.ended("in all", System.currentTimeMillis() - begun);
            }
            if (owner == 0) {
                printWhatToDo(platform);
            }
        }

        private void printWhatToDo(URI platform) {
            boolean bold = Console.isColourful();
            System.out.println();
            System.out.println("Sealcharge runs at " + (bold ? "\033[1m" + platform + "\033[0m" : platform));
            System.out.println("  docs   " + platform.resolve("/docs"));
            System.out.println("  log    " + data.log());
            System.out.println("  next   ./run demo, or ./sealcharge terminal buy --product demo-50, or paste:");
            System.out.println();
            System.out.println(curl(platform));
            System.out.println();
            System.out.println("Ctrl-C stops it.");
            System.out.flush();
        }

        private String curl(URI platform) {
            try {
                ChannelCredentials channel = ChannelCredentials.load(DataFolder.DEMO_CHANNEL, data.demoChannelKey());
                return "curl -sS " + platform.resolve("/v1/products") + " -H 'Authorization: Bearer "
                        + AccessToken.fetch(platform, channel) + "'";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "curl -sS " + platform.resolve("/health/ready");
            } catch (IOException | IllegalArgumentException e) {
                // Someone edited the channel away: the platform runs all the same.
                return "curl -sS " + platform.resolve("/health/ready") + "   # no access token: " + e.getMessage();
            }
        }
    }
}
