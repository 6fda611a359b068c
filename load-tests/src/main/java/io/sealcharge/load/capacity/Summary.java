package io.sealcharge.load.capacity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcharge.load.measure.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What all rounds say of one flow: medians. */
final class Summary {
    private final Recipe recipe;
    private final List<Round> rounds;
    private final Map<Part, Double> parts;
    private final int processors;

    Summary(Recipe recipe, List<Round> rounds, int processors) {
        this.recipe = recipe;
        this.rounds = List.copyOf(rounds);
        this.parts = Medians.ofParts(rounds.stream().map(Round::parts).toList());
        this.processors = processors;
    }

    double perSecond() {
        return median(Round::fast, Figures::rate);
    }

    double plainPerSecond() {
        return median(Round::plain, Figures::rate);
    }

    double ceilingPerSecond() {
        return recipe.ceiling(parts, processors);
    }

    private double median(Function<Round, Map<Recipe, Figures>> of, ToDoubleFunction<Figures> figure) {
        return Medians.of(rounds.stream()
                .map(round -> figure.applyAsDouble(figures(of.apply(round))))
                .toList());
    }

    private Figures figures(Map<Recipe, Figures> measured) {
        Figures figures = measured.get(recipe);
        if (figures == null) {
            throw new IllegalStateException(recipe + " was not measured");
        }
        return figures;
    }

    /** Lines for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(name() + ": what its calls cost, in µs of processor time");
        recipe.times()
                .forEach((part, times) -> lines.add(String.format(
                        Locale.ROOT,
                        "  %8.1f  %s%s",
                        times * value(part),
                        part.words(),
                        times == 1 ? "" : ", " + times + " ×")));
        lines.add(String.format(
                Locale.ROOT,
                "  %8.1f  in all: %,.0f/s at most on %d processors",
                recipe.sum(parts),
                ceilingPerSecond(),
                processors));
        lines.add(String.format(
                Locale.ROOT,
                "  measured %,.0f/s, which is %.0f %% of that; p50 %.1f ms, p99 %.1f ms",
                perSecond(),
                100 * perSecond() / ceilingPerSecond(),
                median(Round::fast, figures -> figures.ms(50)),
                median(Round::fast, figures -> figures.ms(99))));
        lines.add(String.format(
                Locale.ROOT,
                "  the straightforward implementation: %,.0f/s; %.1f times as many",
                plainPerSecond(),
                perSecond() / plainPerSecond()));
        return lines;
    }

    private double value(Part part) {
        return parts.getOrDefault(part, Double.NaN);
    }

    String name() {
        return recipe.name().toLowerCase(Locale.ROOT);
    }

    /** Fills the flow's object. */
    void fill(ObjectNode json) {
        json.put("perSecond", perSecond())
                .put("ceilingPerSecond", ceilingPerSecond())
                .put("ratioToCeiling", perSecond() / ceilingPerSecond())
                .put("plainPerSecond", plainPerSecond())
                .put("factorOverPlain", perSecond() / plainPerSecond())
                .put("p50Ms", median(Round::fast, figures -> figures.ms(50)))
                .put("p99Ms", median(Round::fast, figures -> figures.ms(99)))
                .put("partsUs", recipe.sum(parts));
        recipe.times()
                .forEach((part, times) -> json.withArray("parts")
                        .addObject()
                        .put("part", part.words())
                        .put("times", times)
                        .put("us", value(part)));
        rounds.forEach(round -> {
            ObjectNode each = json.withArray("rounds").addObject();
            each.set("measured", figures(round.fast()).json());
            each.set("plain", figures(round.plain()).json());
            ObjectNode us = each.putObject("partsUs");
            recipe.times()
                    .keySet()
                    .forEach(part -> us.put(part.words(), round.parts().get(part)));
        });
    }
}
