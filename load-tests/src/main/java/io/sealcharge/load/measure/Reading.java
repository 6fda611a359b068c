package io.sealcharge.load.measure;

import java.util.Map;

/**
 * What clocks and counters showed at one moment.
 *
 * @param nanos of {@link System#nanoTime}
 * @param platformUs processor time of the platform's process
 * @param threadsUs of its threads by name
 * @param databaseUs of PostgreSQL's processes
 * @param clientUs of this process
 * @param peakBytes the most memory that the platform's process has had resident since it started
 */
public record Reading(
        long nanos,
        long platformUs,
        Map<String, Long> threadsUs,
        long databaseUs,
        long clientUs,
        long peakBytes,
        MetricsText metrics) {}
