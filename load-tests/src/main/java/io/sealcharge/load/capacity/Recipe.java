package io.sealcharge.load.capacity;

import java.util.EnumMap;
import java.util.Map;

/** Which parts a flow is made of, how often each. */
enum Recipe {
    PURCHASE,
    RECHARGE;

    private static final double US_PER_S = 1e6;

    /** In the order of the parts. */
    Map<Part, Integer> times() {
        return new EnumMap<>(
                switch (this) {
                    case PURCHASE ->
                        Map.of(
                                Part.HTTP_PLATFORM, 1,
                                Part.HTTP_TERMINAL, 1,
                                Part.TOKEN, 1,
                                Part.READ_PURCHASE, 1,
                                Part.HSM_RANDOM, 1,
                                Part.HSM_MAC, 1,
                                Part.SEAL_VOUCHER, 1,
                                Part.SQL_SALE, 1,
                                Part.WRITE_PURCHASE, 1,
                                Part.OPEN_VOUCHER, 1);
                    case RECHARGE ->
                        Map.ofEntries(
                                Map.entry(Part.HTTP_PLATFORM, 2),
                                Map.entry(Part.HTTP_TERMINAL, 2),
                                Map.entry(Part.TOKEN, 2),
                                Map.entry(Part.READ_REQUEST, 1),
                                Map.entry(Part.HSM_KEY_PAIR, 1),
                                Map.entry(Part.WORD_FOR_KEY, 1),
                                Map.entry(Part.HSM_SIGN, 1),
                                Map.entry(Part.SQL_REQUEST, 1),
                                Map.entry(Part.WRITE_REQUEST, 1),
                                Map.entry(Part.SEAL_RECHARGE, 1),
                                Map.entry(Part.READ_RECHARGE, 1),
                                Map.entry(Part.HSM_AGREE, 1),
                                Map.entry(Part.OPEN_RECHARGE, 1),
                                Map.entry(Part.HSM_MAC, 1),
                                Map.entry(Part.SQL_REDEMPTION, 1),
                                Map.entry(Part.WRITE_RECHARGE, 1));
                });
    }

    /**
     * Microseconds of processor time of one flow.
     *
     * @param us of each part
     */
    double sum(Map<Part, Double> us) {
        return times().entrySet().stream()
                .mapToDouble(part -> part.getValue() * us.getOrDefault(part.getKey(), Double.NaN))
                .sum();
    }

    /** Flows in a second, if the processors did nothing else and never waited. */
    double ceiling(Map<Part, Double> us, int processors) {
        return processors * US_PER_S / sum(us);
    }
}
