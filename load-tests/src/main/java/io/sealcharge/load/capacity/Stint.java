package io.sealcharge.load.capacity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;

/** Makes a call again and again in this thread, and measures the thread's processor time: waiting costs nothing. */
final class Stint {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NS_PER_MS = 1_000_000;
    private static final double NS_PER_US = 1_000;
    private static final int CALLS_PER_LOOK = 16;

    private final long warmUpNs;
    private final long measuredNs;

    Stint(int warmUpMs, int measuredMs) {
        this.warmUpNs = warmUpMs * NS_PER_MS;
        this.measuredNs = measuredMs * NS_PER_MS;
    }

    /** Microseconds of one call in the mean. */
    double us(Callable<?> call) throws Exception {
        run(call, warmUpNs);
        long before = THREADS.getCurrentThreadCpuTime();
        long calls = run(call, measuredNs);
        return (THREADS.getCurrentThreadCpuTime() - before) / NS_PER_US / calls;
    }

    private static long run(Callable<?> call, long nanos) throws Exception {
        long calls = 0;
        long end = System.nanoTime() + nanos;
        do {
            for (int i = 0; i < CALLS_PER_LOOK; i++) {
                call.call();
            }
            calls += CALLS_PER_LOOK;
        } while (System.nanoTime() < end);
        return calls;
    }
}
