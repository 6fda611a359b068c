package io.sealcharge.cli.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a search went through, and what it found where. */
final class SearchReport {
    private final List<Find> finds = new ArrayList<>();
    private int places;
    private long bytes;

    /** A secret in a place, such as a file's path or a table's column. */
    record Find(Place kind, String place, PinSearch.Match match) {
        @Override
        public String toString() {
            return match + " in " + kind.label() + ": " + place;
        }
    }

    /** A place has been searched. */
    void searched(Place kind, String place, long size, Set<PinSearch.Match> matches) {
        places++;
        bytes += size;
        found(kind, place, matches);
    }

    /** Something was found in a part of a place that counts already. */
    void found(Place kind, String place, Set<PinSearch.Match> matches) {
        matches.forEach(match -> finds.add(new Find(kind, place, match)));
    }

    /** Files, columns or bodies. */
    int places() {
        return places;
    }

    long bytes() {
        return bytes;
    }

    List<Find> finds() {
        return List.copyOf(finds);
    }

    /** The encodings of {@code secret} that were found in places of this kind. */
    Set<Encoding> encodings(String secret, Place kind) {
        return finds.stream()
                .filter(find -> find.kind() == kind && find.match().secret().equals(secret))
                .map(find -> find.match().encoding())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The finds of all reports, at most a few of them, in words. */
    static String words(Collection<SearchReport> reports) {
        List<Find> all =
                reports.stream().flatMap(report -> report.finds().stream()).toList();
        return all.stream().limit(5).map(Find::toString).collect(Collectors.joining("; "))
                + (all.size() > 5 ? "; and " + (all.size() - 5) + " more" : "");
    }
}
