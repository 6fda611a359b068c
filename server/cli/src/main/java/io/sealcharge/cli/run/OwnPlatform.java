package io.sealcharge.cli.run;

import io.sealcharge.cli.DataFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A platform started for this process, as a process of its own, and stopped with it: even if this one is killed. */
public final class OwnPlatform implements AutoCloseable {
    private static final long START_S = 120;
    private static final long STOP_S = 90;
    private static final long POLL_MS = 20;
    /** As in the script {@code common.sh}, which says why. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx320m", "-XX:+UseParallelGC");

    private static final List<String> HANDED_ON =
            List.of("sealcharge.root", "sealcharge.data", "sealcharge.softhsm", "sealcharge.begun");

    private final Process process;
    private final RunRecord record;

    private OwnPlatform(Process process, RunRecord record) {
        this.process = process;
        this.record = record;
    }

    /**
     * Makes what the folder lacks and starts a platform on it. The class path is this process's, and so are the
     * properties that the scripts set.
     *
     * @param port null for the configured one, or another if that is taken
     * @param overrides environment variables that override settings
     * @throws IOException if it is not ready in time, and then nothing runs
     */
    public static OwnPlatform start(DataFolder data, @Nullable Integer port, Map<String, String> overrides)
            throws IOException, InterruptedException {
        return start(data, port, overrides, List.of());
    }

    /**
     * As {@link #start(DataFolder, Integer, Map)}, through a program that becomes the platform's process.
     *
     * @param launcher such as {@code taskset -c 0}
     */
    public static OwnPlatform start(
            DataFolder data, @Nullable Integer port, Map<String, String> overrides, List<String> launcher)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(command(data, port));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(overrides);
        Process process = builder.start();
        boolean ready = false;
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_S);
            while (process.isAlive() && System.nanoTime() < deadline) {
                Optional<RunRecord> record = RunRecord.running(data).filter(running -> running.pid() == process.pid());
                if (record.isPresent()) {
                    ready = true;
                    return new OwnPlatform(process, record.get());
                }
                Thread.sleep(POLL_MS);
            }
            throw new IOException(
                    process.isAlive()
                            ? "the platform was not ready after " + START_S + " s; its log is " + data.log()
                            : "the platform did not start; its log is " + data.log());
        } finally {
            if (!ready) {
                stop(process);
            }
        }
    }

    private static List<String> command(DataFolder data, @Nullable Integer port) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(JVM_OPTIONS);
        for (String property : HANDED_ON) {
            String value = System.getProperty(property);
            if (value != null) {
                command.add("-D" + property + "=" + value);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Run.class.getName());
        command.add("start");
        command.add("--data=" + data.root());
        command.add("--owner=" + ProcessHandle.current().pid());
        if (port != null) {
            command.add("--port=" + port);
        }
        return command;
    }

    public RunRecord record() {
        return record;
    }

    @Override
    public void close() {
        stop(process);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
