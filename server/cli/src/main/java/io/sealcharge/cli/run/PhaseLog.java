package io.sealcharge.cli.run;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Prints what each phase of a start took, in the form of the scripts. */
final class PhaseLog {
    private final PrintStream out;

    PhaseLog(PrintStream out) {
        this.out = out;
    }

    <T> T run(String name, Callable<T> phase) throws Exception {
        long from = System.nanoTime();
        T result = phase.call();
        ended(name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
        return result;
    }

    void ended(String name, long ms) {
        out.printf(Locale.ROOT, "  %-34s %6.1f s%n", name, ms / 1000.0);
    }
}
