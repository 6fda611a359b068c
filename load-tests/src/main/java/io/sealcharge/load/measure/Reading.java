package io.sealcharge.load.measure;

/**
 * What clocks and counters showed at one moment.
 *
 * @param nanos of {@link System#nanoTime}
 * @param platformUs processor time of the platform's process
 * @param databaseUs of PostgreSQL's processes
 * @param clientUs of this process
 */
public record Reading(long nanos, long platformUs, long databaseUs, long clientUs, MetricsText metrics) {}
