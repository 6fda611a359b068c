package io.sealcharge.load.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rates of a run in tenths of what was done, and whether it was steady. */
final class Tenths {
    /** How far the last may lie from the first. */
    static final double TOLERANCE = 0.10;

    private static final int COUNT = 10;

    private final List<List<Double>> rates = new ArrayList<>();
    private final long total;
    private long done;

    /** @param total what is to be done in all */
    Tenths(long total) {
        this.total = total;
        for (int tenth = 0; tenth < COUNT; tenth++) {
            rates.add(new ArrayList<>());
        }
    }

    /** What was done in a while, in the order of time. */
    void add(long count, double seconds) {
        int tenth = (int) Math.min(COUNT * done / total, COUNT - 1);
        rates.get(tenth).add(count / seconds);
        done += count;
    }

    /** The median rate of each tenth, in a second; {@code NaN} for one that was over too soon. */
    double[] medians() {
        return rates.stream().mapToDouble(Tenths::median).toArray();
    }

    private static double median(List<Double> rates) {
        double[] sorted =
                rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** By how much the last tenth was faster than the first, as a fraction. */
    double drift() {
        double[] medians = medians();
        return medians[COUNT - 1] / medians[0] - 1;
    }

    boolean isSteady() {
        return Arrays.stream(medians()).noneMatch(Double::isNaN) && Math.abs(drift()) <= TOLERANCE;
    }
}
