package io.sealcharge.load.capacity;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The middle of what several rounds gave. */
final class Medians {
    private Medians() {}

    /** Between the two in the middle, of an even number. */
    static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Of each part for itself. */
    static Map<Part, Double> ofParts(List<Map<Part, Double>> rounds) {
        Map<Part, Double> medians = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            medians.put(
                    part,
                    of(rounds.stream()
                            .map(round -> round.getOrDefault(part, Double.NaN))
                            .toList()));
        }
        return medians;
    }
}
