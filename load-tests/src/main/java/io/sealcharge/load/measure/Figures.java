package io.sealcharge.load.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.load.check.Check;
import io.sealcharge.load.drive.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one measurement gave.
 *
 * @param perSecond flows done in each second of it
 */
public record Figures(Tally.Counted counted, Usage used, List<Long> perSecond) {
    private static final double BYTES_PER_KB = 1_000;
    private static final double BYTES_PER_MB = 1_000_000;
    private static final double US_PER_MS = 1_000.0;
    /** Threads that used less than this fraction of the platform's time are not shown. */
    private static final int LEAST_SHARE = 50;

    public Figures {
        perSecond = List.copyOf(perSecond);
    }

    public long flows() {
        return counted.doneUs().getTotalCount();
    }

    /** Flows whose terminals got what they wanted, in a second. */
    public double rate() {
        return flows() / used.seconds();
    }

    public double ms(double percentile) {
        return ms(counted.doneUs(), percentile);
    }

    /** Of those that were turned away with 429 or 503. */
    public double turnedAwayMs(double percentile) {
        return ms(counted.turnedAwayUs(), percentile);
    }

    private static double ms(Histogram us, double percentile) {
        return us.getTotalCount() == 0 ? 0 : us.getValueAtPercentile(percentile) / US_PER_MS;
    }

    public long errors() {
        return counted.errors().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Something was measured, and no answer shows a fault of the platform, whatever the load: 500, or one that is no good. */
    public Check check() {
        long faults = counted.errors().entrySet().stream()
                .filter(error ->
                        error.getKey().startsWith("500 ") || error.getKey().startsWith(Tally.BAD_ANSWER))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Check(
                flows() > 0 && faults == 0,
                String.format(
                        Locale.ROOT,
                        "%d flows were measured, %d answers show a fault of the platform",
                        flows(),
                        faults));
    }

    private double perFlow(double amount) {
        return flows() == 0 ? 0 : amount / flows();
    }

    /** Lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "flows      %,.0f/s (%,d in %.1f s)", rate(), flows(), used.seconds()));
        lines.add(String.format(
                Locale.ROOT,
                "latency    p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms",
                ms(50),
                ms(95),
                ms(99),
                ms(99.9),
                ms(100)));
        lines.add(String.format(Locale.ROOT, "errors     %,d", errors()));
        counted.errors()
                .forEach((code, count) -> lines.add(String.format(Locale.ROOT, "           %,d × %s", count, code)));
        if (counted.turnedAwayUs().getTotalCount() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "refused    within p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
                    turnedAwayMs(50),
                    turnedAwayMs(99),
                    turnedAwayMs(100)));
        }
        if (counted.notBegun() > 0) {
            lines.add(
                    String.format(Locale.ROOT, "not begun  %,d were due and had no terminal left", counted.notBegun()));
        }
        addCosts(lines);
        return lines;
    }

    private void addCosts(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "processor  platform %.0f µs, PostgreSQL %.0f µs, terminals %.0f µs a flow",
                perFlow((double) used.platformUs()),
                perFlow((double) used.databaseUs()),
                perFlow((double) used.clientUs())));
        used.threadsUs().entrySet().stream()
                .filter(thread -> thread.getValue() * LEAST_SHARE > used.platformUs())
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(thread -> lines.add(String.format(
                        Locale.ROOT, "           %4.0f µs %s", perFlow((double) thread.getValue()), thread.getKey())));
        lines.add(String.format(
                Locale.ROOT,
                "memory     %.1f kB allocated a flow; the platform had %.0f MB resident at most",
                perFlow(used.allocatedBytes()) / BYTES_PER_KB,
                used.peakBytes() / BYTES_PER_MB));
        lines.add(String.format(Locale.ROOT, "HSM        %.0f µs a flow", perFlow(used.hsmUs())));
        used.hsm()
                .forEach((call, calls) -> lines.add(String.format(
                        Locale.ROOT,
                        "           %s: %.2f a flow, %.0f µs each",
                        call,
                        perFlow((double) calls.count()),
                        calls.mean())));
        used.batches()
                .forEach((act, batches) -> lines.add(String.format(
                        Locale.ROOT,
                        "batches    %s: %.1f requests each (%,d batches)",
                        act,
                        batches.mean(),
                        batches.count())));
    }

    public ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("seconds", used.seconds()).put("flows", flows()).put("perSecond", rate());
        json.putObject("latencyMs")
                .put("p50", ms(50))
                .put("p95", ms(95))
                .put("p99", ms(99))
                .put("p999", ms(99.9))
                .put("longest", ms(100));
        ObjectNode errors = json.putObject("errors");
        counted.errors().forEach(errors::put);
        json.putObject("turnedAwayMs")
                .put("count", counted.turnedAwayUs().getTotalCount())
                .put("p50", turnedAwayMs(50))
                .put("p99", turnedAwayMs(99))
                .put("longest", turnedAwayMs(100));
        json.put("notBegun", counted.notBegun());
        json.put("platformCpuUsPerFlow", perFlow((double) used.platformUs()))
                .put("databaseCpuUsPerFlow", perFlow((double) used.databaseUs()))
                .put("clientCpuUsPerFlow", perFlow((double) used.clientUs()))
                .put("allocatedBytesPerFlow", perFlow(used.allocatedBytes()))
                .put("platformPeakBytes", used.peakBytes())
                .put("hsmUsPerFlow", perFlow(used.hsmUs()));
        ObjectNode threads = json.putObject("platformThreadsCpuUsPerFlow");
        used.threadsUs().forEach((name, us) -> threads.put(name, perFlow((double) us)));
        ObjectNode hsm = json.putObject("hsm");
        used.hsm()
                .forEach((call, calls) -> hsm.putObject(call)
                        .put("perFlow", perFlow((double) calls.count()))
                        .put("meanUs", calls.mean()));
        ObjectNode batches = json.putObject("batches");
        used.batches()
                .forEach((act, sizes) ->
                        batches.putObject(act).put("count", sizes.count()).put("mean", sizes.mean()));
        perSecond.forEach(json.putArray("flowsInEachSecond")::add);
        return json;
    }
}
