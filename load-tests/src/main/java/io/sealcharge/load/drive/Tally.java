package io.sealcharge.load.drive;

import io.sealcharge.load.wire.WireAnswer;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts flows by how they ended, and their times. On the driver's event loop only. */
public final class Tally {
    /** How the errors begin that are answers which are no good. */
    public static final String BAD_ANSWER = "bad answer: ";

    private static final long NS_PER_US = 1_000;
    private static final long MOST_US = 600_000_000;
    private static final int DIGITS = 3;

    private final Histogram done = histogram();
    private final Histogram turnedAway = histogram();
    private final Histogram second = histogram();
    private final Map<String, Long> errors = new TreeMap<>();
    private long notBegun;
    private long failedInSecond;

    private static Histogram histogram() {
        return new Histogram(1, MOST_US, DIGITS);
    }

    /**
     * What was counted since the last reset.
     *
     * @param doneUs microseconds of those that the terminals got what they wanted
     * @param turnedAwayUs of those refused with 429 or 503
     * @param errors by code, those turned away among them
     * @param notBegun due and given up
     */
    public record Counted(Histogram doneUs, Histogram turnedAwayUs, Map<String, Long> errors, long notBegun) {}

    /** What was counted since the last call. */
    public record Second(long done, long failed, double p50Ms, double p99Ms) {}

    void done(long nanos) {
        long micros = micros(nanos);
        done.recordValue(micros);
        second.recordValue(micros);
    }

    void failed(WireAnswer answer, long nanos) {
        errors.merge(answer.code(), 1L, Long::sum);
        failedInSecond++;
        if (answer.isTurnedAway()) {
            turnedAway.recordValue(micros(nanos));
        }
    }

    void failed(RuntimeException fault) {
        errors.merge(BAD_ANSWER + fault.getMessage(), 1L, Long::sum);
        failedInSecond++;
    }

    void notBegun(long count) {
        notBegun += count;
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / NS_PER_US, 1, MOST_US);
    }

    public Counted counted() {
        return new Counted(done.copy(), turnedAway.copy(), Map.copyOf(errors), notBegun);
    }

    public Second second() {
        Second passed = new Second(
                second.getTotalCount(),
                failedInSecond,
                second.getValueAtPercentile(50) / 1_000.0,
                second.getValueAtPercentile(99) / 1_000.0);
        second.reset();
        failedInSecond = 0;
        return passed;
    }

    public long doneCount() {
        return done.getTotalCount();
    }

    public void reset() {
        done.reset();
        turnedAway.reset();
        second.reset();
        errors.clear();
        notBegun = 0;
        failedInSecond = 0;
    }
}
