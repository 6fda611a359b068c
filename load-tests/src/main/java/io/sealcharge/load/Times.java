package io.sealcharge.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The times of refused recharges by their kind, and the verdict over them. */
final class Times {
    /** How far a kind's median may lie from that of all. */
    static final double TOLERANCE = 0.05;

    private static final double NS_PER_MS = 1_000_000.0;

    private final Map<Refused, List<Long>> nanos = new EnumMap<>(Refused.class);
    private final Set<String> told = new LinkedHashSet<>();

    void add(Refused kind, Stopwatch.Timed answer) {
        nanos.computeIfAbsent(kind, first -> new ArrayList<>()).add(answer.nanos());
        told.add(answer.told());
    }

    /** Whether all answers were one. */
    boolean isOneAnswer() {
        return told.size() <= 1;
    }

    /** The answers that were given, without what differs in each. */
    Set<String> answers() {
        return Set.copyOf(told);
    }

    /** Whether each kind's median lies within the tolerance. */
    boolean isOneTime() {
        return nanos.keySet().stream().allMatch(kind -> Math.abs(deviation(kind)) <= TOLERANCE);
    }

    /** By how much the median of a kind differs from that of all, as a fraction of it. */
    double deviation(Refused kind) {
        return quantile(sorted(kind), 0.5) / quantile(all(), 0.5) - 1;
    }

    private long[] all() {
        return nanos.values().stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    private long[] sorted(Refused kind) {
        return nanos.getOrDefault(kind, List.of()).stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    /** Between the two values about it, if it falls between two. */
    static double quantile(long[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** A line for each kind and one for all: median and quartiles in milliseconds, and the deviation. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "  %-28s %7s %9s %9s %9s %9s", "", "trials", "25 %", "median", "75 %", "differs"));
        nanos.keySet().forEach(kind -> lines.add(line(kind.toString(), sorted(kind), deviation(kind))));
        lines.add(line("all", all(), 0));
        return lines;
    }

    private static String line(String name, long[] sorted, double deviation) {
        String differs = Math.abs(deviation) > TOLERANCE ? " !" : "";
        return String.format(
                Locale.ROOT,
                "  %-28s %7d %6.3f ms %6.3f ms %6.3f ms %+7.1f %%%s",
                name,
                sorted.length,
                quantile(sorted, 0.25) / NS_PER_MS,
                quantile(sorted, 0.5) / NS_PER_MS,
                quantile(sorted, 0.75) / NS_PER_MS,
                deviation * 100,
                differs);
    }
}
