package io.sealcharge.platform;

import io.sealcharge.platform.config.ConfigurationException;
import io.sealcharge.platform.config.Problem;
import io.sealcharge.platform.config.Settings;
import io.sealcharge.platform.config.SettingsFile;
import io.sealcharge.platform.observe.LogOutput;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The platform as a process: {@value Arguments#USAGE}. Exit codes are {@link ExitCode}'s. SIGTERM and SIGINT stop it in
 * order; a second one stops it at once. Standard output is the log's, unless {@code log.directory} says otherwise;
 * what people should read goes to standard error.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final long READ_TIMEOUT_S = 30;
    private static final Duration STOP_GRACE = Duration.ofSeconds(30);

    private final Watcher watcher;
    private final PrintStream messages;
    private final Map<String, String> environment;
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();

    /** Hears how the start goes on, on the starting thread. */
    public interface Watcher {
        void phaseEnded(String name, long ms);

        void ready(String url);
    }

    /**
     * @param messages what people should read when something is wrong
     * @param environment that overrides settings
     */
    public Main(Watcher watcher, PrintStream messages, Map<String, String> environment) {
        this.watcher = watcher;
        this.messages = messages;
        this.environment = Map.copyOf(environment);
    }

    public static void main(String... arguments) {
        Main main = new Main(new Teller(System.err), System.err, System.getenv());
        stopOnSignals(main);
        System.exit(main.run(arguments).number());
    }

    /** Lets the first SIGTERM or SIGINT end this platform in order, and the next one end the process at once. */
    public static void stopOnSignals(Main main) {
        Signals.handle(() -> main.end(ExitCode.DONE), () -> Runtime.getRuntime().halt(ExitCode.CUT_SHORT.number()));
    }

    /**
     * The settings that a start would use. Blocks.
     *
     * @throws ConfigurationException with all that is wrong
     */
    public static Settings settings(Path config, Map<String, String> environment) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        try {
            return new SettingsFile(config, environment)
                    .read(vertx)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(READ_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ConfigurationException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("cannot read " + config, failure);
        } catch (TimeoutException | InterruptedException failure) {
            throw new ConfigurationException(List.of(new Problem("", "cannot read " + config + " in time")));
        } finally {
            vertx.close();
        }
    }

    /** Asks a running platform to stop; the first asker's code counts. */
    public void end(ExitCode code) {
        end.complete(code);
    }

    /** Runs until {@link #end}, or until the start has failed, or the configuration is checked. */
    public ExitCode run(String... arguments) {
        long from = System.nanoTime();
        try {
            Arguments parsed = Arguments.parse(arguments);
            Settings settings = settings(parsed.config(), environment);
            if (parsed.checkOnly()) {
                messages.println(parsed.config() + " is sound");
                return ExitCode.DONE;
            }
            return serve(parsed, settings, from);
        } catch (ConfigurationException wrong) {
            messages.println("the configuration cannot be used:");
            wrong.problems().forEach(problem -> messages.println("  " + problem));
            return ExitCode.CONFIGURATION;
        } catch (StartFailure failure) {
            if (failure.exitCode() != ExitCode.DONE) {
                messages.println("cannot start: " + failure.getMessage());
            }
            return failure.exitCode();
        }
    }

    private ExitCode serve(Arguments arguments, Settings settings, long fromNanos) {
        Phases phases = new Phases(watcher, end::isDone);
        Parts parts = new Parts();
        try {
            phases.run("log", ExitCode.CONFIGURATION, () -> {
                LogOutput.configure(settings.log());
                return settings.log();
            });
            phases.ended("configuration", fromNanos);
            phases.run("crypto", ExitCode.INTERNAL, () -> CryptoStart.run(settings.crypto()));
            String url = new Startup(settings, phases, parts, this::end).run(arguments.readyFile());
            LOG.atInfo()
                    .setMessage("ready")
                    .addKeyValue("url", url)
                    .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fromNanos))
                    .log();
            watcher.ready(url);
            ExitCode code = end.join();
            LOG.atInfo()
                    .setMessage("stopping")
                    .addKeyValue("exitCode", code.number())
                    .log();
            return code;
        } catch (StartFailure failure) {
            LOG.atLevel(failure.exitCode() == ExitCode.DONE ? Level.INFO : Level.ERROR)
                    .setMessage("not started: {}")
                    .addArgument(failure.getMessage())
                    .addKeyValue("exitCode", failure.exitCode().number())
                    .setCause(failure.getCause())
                    .log();
            throw failure;
        } finally {
            stop(parts, settings);
            LogOutput.close();
        }
    }

    private static void stop(Parts parts, Settings settings) {
        Duration most = STOP_GRACE.plusMillis(
                settings.http().drainTimeoutMs() + (long) settings.hsm().callTimeoutMs());
        Thread watch = Thread.ofPlatform().daemon().name("stop-watch").start(() -> {
            try {
                Thread.sleep(most);
                Runtime.getRuntime().halt(ExitCode.CUT_SHORT.number());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        parts.stop();
        watch.interrupt();
    }

    /** Tells people on a terminal or in a service's journal. */
    private record Teller(PrintStream out) implements Watcher {
        @Override
        public void phaseEnded(String name, long ms) {
            out.println("  " + name + " " + ms + " ms");
        }

        @Override
        public void ready(String url) {
            out.println("ready: " + url);
        }
    }
}
