package io.sealcharge.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a start, timed and reported one by one; each names the exit code of its failure. */
final class Phases {
    private static final Logger LOG = LoggerFactory.getLogger(Phases.class);

    private final List<Phase> done = new ArrayList<>();
    private final Main.Watcher watcher;
    private final BooleanSupplier stopAsked;

    /** A step that has ended. */
    record Phase(String name, long ms) {}

    /** @param stopAsked once true, no further step begins */
    Phases(Main.Watcher watcher, BooleanSupplier stopAsked) {
        this.watcher = watcher;
        this.stopAsked = stopAsked;
    }

    /** @throws StartFailure if the step fails, with its reason in one line */
    <T> T run(String name, ExitCode onFailure, Callable<T> step) {
        if (stopAsked.getAsBoolean()) {
            throw new StartFailure(ExitCode.DONE, "asked to stop before " + name, null);
        }
        long from = System.nanoTime();
        T result;
        try {
            result = step.call();
        } catch (StartFailure failure) {
            throw failure;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartFailure(onFailure, name + ": interrupted", interrupted);
        } catch (Exception failure) {
            Throwable cause = cause(failure);
            throw new StartFailure(onFailure, name + ": " + reason(cause), cause);
        }
        ended(name, from);
        return result;
    }

    /** Records a step that the caller has timed, because it began before there was a log. */
    void ended(String name, long fromNanos) {
        Phase phase = new Phase(name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fromNanos));
        done.add(phase);
        LOG.atInfo()
                .setMessage("started: {}")
                .addArgument(name)
                .addKeyValue("phase", name)
                .addKeyValue("ms", phase.ms())
                .log();
        watcher.phaseEnded(name, phase.ms());
    }

    List<Phase> done() {
        return List.copyOf(done);
    }

    /** What a future failed with. */
    static Throwable cause(Exception failure) {
        return failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
