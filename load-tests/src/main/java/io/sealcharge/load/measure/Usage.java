package io.sealcharge.load.measure;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was used between two readings.
 *
 * @param platformUs processor time of the platform's process
 * @param threadsUs of its threads by name
 * @param databaseUs of PostgreSQL's processes
 * @param clientUs of this process
 * @param allocatedBytes on the platform's heap, as far as its collector has run
 * @param peakBytes the most memory that the platform's process had resident from its start to the second reading
 * @param hsm HSM calls by name
 * @param batches gathered batches by act
 */
public record Usage(
        double seconds,
        long platformUs,
        Map<String, Long> threadsUs,
        long databaseUs,
        long clientUs,
        double allocatedBytes,
        long peakBytes,
        Map<String, Summary> hsm,
        Map<String, Summary> batches) {
    private static final double NS_PER_S = 1e9;
    private static final double US_PER_S = 1e6;
    private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";
    private static final String HSM_CALLS = "sealcharge_hsm_calls_seconds";
    private static final String BATCH_SIZE = "sealcharge_batch_size";

    /** How many there were, and the sum of what was measured of each. */
    public record Summary(long count, double sum) {
        public double mean() {
            return count == 0 ? 0 : sum / count;
        }
    }

    /** HSM calls are given in microseconds of waiting for the token, batches in requests. */
    public static Usage between(Reading first, Reading second) {
        return new Usage(
                (second.nanos() - first.nanos()) / NS_PER_S,
                second.platformUs() - first.platformUs(),
                threads(first.threadsUs(), second.threadsUs()),
                second.databaseUs() - first.databaseUs(),
                second.clientUs() - first.clientUs(),
                second.metrics().sum(ALLOCATED) - first.metrics().sum(ALLOCATED),
                second.peakBytes(),
                summaries(first.metrics(), second.metrics(), HSM_CALLS, "call", US_PER_S),
                summaries(first.metrics(), second.metrics(), BATCH_SIZE, "act", 1));
    }

    private static Map<String, Long> threads(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> used = new TreeMap<>();
        after.forEach((name, us) -> used.put(name, us - before.getOrDefault(name, 0L)));
        return used;
    }

    private static Map<String, Summary> summaries(
            MetricsText before, MetricsText after, String name, String label, double unit) {
        Map<String, Double> counts = difference(before.by(name + "_count", label), after.by(name + "_count", label));
        Map<String, Double> sums = difference(before.by(name + "_sum", label), after.by(name + "_sum", label));
        Map<String, Summary> summaries = new TreeMap<>();
        counts.forEach((value, count) -> {
            if (count > 0) {
                summaries.put(value, new Summary(Math.round(count), unit * sums.getOrDefault(value, 0.0)));
            }
        });
        return summaries;
    }

    private static Map<String, Double> difference(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> difference = new TreeMap<>();
        after.forEach((label, value) -> difference.put(label, value - before.getOrDefault(label, 0.0)));
        return difference;
    }

    /** Microseconds of all HSM calls. */
    public double hsmUs() {
        return hsm.values().stream().mapToDouble(Summary::sum).sum();
    }
}
