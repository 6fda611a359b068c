package io.sealcharge.load.card;

import io.sealcharge.card.protocol.KeyScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what was measured. */
final class Report {
    private final List<Samples> all;

    Report(List<Samples> all) {
        this.all = all;
    }

    /** How many times as long the second takes as the first, by the medians of elapsed time. */
    double timesAsFast(KeyScheme scheme, String fast, String slow) {
        return of(scheme, slow).medianUs() / of(scheme, fast).medianUs();
    }

    /** As {@link #timesAsFast}, by the thread's own time: whoever waits for no disk is interrupted by others only. */
    private double timesAsMuchWork(KeyScheme scheme, String fast, String slow) {
        return of(scheme, slow).cpuUs() / of(scheme, fast).cpuUs();
    }

    private Samples of(KeyScheme scheme, String name) {
        return all.stream()
                .filter(each -> each.measured().scheme() == scheme
                        && each.measured().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%-10s %-24s %10s %10s %10s %10s",
                "scheme",
                "microseconds an EXECUTE",
                "25 %",
                "median",
                "75 %",
                "processor"));
        for (Samples each : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-10s %-24s %10.1f %10.1f %10.1f %10.1f",
                    words(each.measured().scheme()),
                    each.measured().name(),
                    each.quarterUs(),
                    each.medianUs(),
                    each.threeQuartersUs(),
                    each.cpuUs()));
        }
        lines.add("");
        lines.add(work(KeyScheme.CERTIFIED, Cards.SOFTWARE, JCardSimSignatures.NAME));
        for (KeyScheme scheme : KeyScheme.values()) {
            lines.add(work(scheme, Cards.SOFTWARE, Cards.SIMULATOR));
            lines.add(ratio(
                    scheme,
                    Cards.SOFTWARE_FILE,
                    Cards.SIMULATOR_FILE,
                    timesAsFast(scheme, Cards.SOFTWARE_FILE, Cards.SIMULATOR_FILE)));
        }
        return lines;
    }

    private String work(KeyScheme scheme, String fast, String slow) {
        return ratio(scheme, fast, slow, timesAsMuchWork(scheme, fast, slow));
    }

    private static String ratio(KeyScheme scheme, String fast, String slow, double times) {
        return String.format(Locale.ROOT, "%-10s %-24s %.1f times as fast as %s", words(scheme), fast, times, slow);
    }

    private static String words(KeyScheme scheme) {
        return scheme.name().toLowerCase(Locale.ROOT);
    }
}
