package io.sealcharge.load.drive;

import java.util.random.RandomGenerator;

/** When flows are due whose callers know nothing of each other: at random, so many in a second in the mean (Poisson). */
public final class Schedule {
    private static final double NS_PER_S = 1e9;

    private final RandomGenerator random;
    private final double meanGapNs;
    private final long begin;
    private double sinceBegin;

    /** @param begin in nanoseconds of {@link System#nanoTime} */
    public Schedule(RandomGenerator random, double perSecond, long begin) {
        this.random = random;
        this.meanGapNs = NS_PER_S / perSecond;
        this.begin = begin;
        advance();
    }

    /** When the next one is due, in nanoseconds of {@link System#nanoTime}. */
    public long next() {
        return begin + (long) sinceBegin;
    }

    /** Goes on to the one after it. */
    public void advance() {
        sinceBegin += meanGapNs * random.nextExponential();
    }
}
