package io.sealcharge.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The built platform as a process, started on an {@link Installation}. */
public final class PlatformProcess {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(90);
    private static final long POLL_MS = 50;

    private final Process process;
    private final Path readyFile;
    private final Path output;
    private JsonObject ready = new JsonObject();

    private PlatformProcess(Process process, Path readyFile, Path output) {
        this.process = process;
        this.readyFile = readyFile;
        this.output = output;
    }

    /** @param config its ready file is named after it */
    static PlatformProcess launch(
            Installation installation, Path config, Map<String, String> overrides, List<String> arguments) {
        try {
            Path readyFile = installation.readyFile(config);
            Files.deleteIfExists(readyFile);
            Path output = Files.createTempFile(installation.root(), "platform", ".out");
            List<String> all =
                    new ArrayList<>(List.of("--config", config.toString(), "--ready-file", readyFile.toString()));
            all.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(Distribution.platform(all))
                    .directory(installation.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("SEALCHARGE_"));
            builder.environment()
                    .put("SOFTHSM2_CONF", installation.softHsmConfig().toString());
            builder.environment().putAll(overrides);
            return new PlatformProcess(builder.start(), readyFile, output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void awaitReady() {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!Files.exists(readyFile)) {
            if (!process.isAlive()) {
                throw new AssertionError("the platform ended with " + process.exitValue() + ":\n" + output());
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the platform is not ready after " + READY + ":\n" + output());
            }
            pause();
        }
        try {
            ready = new JsonObject(Files.readString(readyFile));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public URI url() {
        return URI.create(ready.getString("url"));
    }

    /** What the ready file said. */
    public JsonObject ready() {
        return ready;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What people were told. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** SIGTERM, without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** SIGTERM, then the exit code. */
    public int stop() {
        process.destroy();
        return exitCode();
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Waits for the end. */
    public int exitCode() {
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the platform has not ended after " + END + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** After a kill -9 the database lives on; a test that is done with it ends it, by its process id. */
    static void stopDatabaseLeftIn(Path folder) {
        databaseIn(folder).ifPresent(server -> {
            server.destroy();
            server.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
        });
    }

    /** PostgreSQL's first process, if it runs on a folder. */
    static Optional<ProcessHandle> databaseIn(Path folder) {
        Path pid = folder.resolve("data/postmaster.pid");
        try {
            return Files.exists(pid)
                    ? ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The port that the database in a folder listens at. */
    static int portOf(Path folder) throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("port")).strip());
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
