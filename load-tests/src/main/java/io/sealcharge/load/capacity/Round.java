package io.sealcharge.load.capacity;

import io.sealcharge.load.check.Check;
import io.sealcharge.load.measure.Figures;
import java.util.List;
import java.util.Map;

/**
 * What one round gave.
 *
 * @param parts microseconds of processor time of each
 * @param fast flows of the platform as it is
 * @param plain the same flows of the straightforward implementation
 * @param checks of both platforms after their flows
 */
record Round(Map<Part, Double> parts, Map<Recipe, Figures> fast, Map<Recipe, Figures> plain, List<Check> checks) {}
