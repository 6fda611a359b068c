package io.sealcharge.load.card;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** The times of one measured thing: elapsed, and the thread's own. */
final class Samples {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NS_PER_US = 1_000;

    private final Measured measured;
    private long[] elapsedNs = {};
    private long[] cpuNs = {};

    Samples(Measured measured) {
        this.measured = measured;
    }

    Measured measured() {
        return measured;
    }

    /** Makes that many calls without keeping their times. */
    void warmUp(int calls) {
        run(calls);
    }

    /** Makes that many calls. */
    void measure(int calls) {
        long[][] times = run(calls);
        elapsedNs = joined(elapsedNs, times[0]);
        cpuNs = joined(cpuNs, times[1]);
    }

    private long[][] run(int calls) {
        long[][] times = new long[2][calls];
        for (int i = 0; i < calls; i++) {
            measured.prepare();
            long cpuFrom = THREADS.getCurrentThreadCpuTime();
            long from = System.nanoTime();
            measured.call();
            times[0][i] = System.nanoTime() - from;
            times[1][i] = THREADS.getCurrentThreadCpuTime() - cpuFrom;
            measured.check();
        }
        return times;
    }

    private static long[] joined(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Median of the elapsed times, in microseconds. */
    double medianUs() {
        return quantileUs(elapsedNs, 0.5);
    }

    double quarterUs() {
        return quantileUs(elapsedNs, 0.25);
    }

    double threeQuartersUs() {
        return quantileUs(elapsedNs, 0.75);
    }

    /** Median of the thread's own time, in microseconds. */
    double cpuUs() {
        return quantileUs(cpuNs, 0.5);
    }

    static double quantileUs(long[] timesNs, double share) {
        if (timesNs.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = timesNs.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))] / NS_PER_US;
    }
}
