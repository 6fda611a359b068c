package io.sealcharge.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecipeTest {
    @Test
    void aCeilingIsWhatTheProcessorsCouldDoIfTheyDidNothingElse() {
        Map<Part, Double> us = all(10);

        assertThat(Recipe.PURCHASE.sum(us)).isEqualTo(100);
        assertThat(Recipe.PURCHASE.ceiling(us, 2)).isCloseTo(20_000, within(0.001));
        // HTTP on both sides and the token count twice
        assertThat(Recipe.RECHARGE.sum(us)).isEqualTo(190);
        us.put(Part.HTTP_PLATFORM, 20.0);
        assertThat(Recipe.RECHARGE.sum(us)).isEqualTo(210);
    }

    @Test
    void aPartThatWasNotMeasuredMakesNoCeiling() {
        Map<Part, Double> us = all(10);
        us.remove(Part.SQL_SALE);

        assertThat(Recipe.PURCHASE.ceiling(us, 2)).isNaN();
        assertThat(Recipe.RECHARGE.ceiling(us, 2)).isNotNaN();
    }

    @Test
    void eachPartBelongsToAFlow() {
        Set<Part> used = EnumSet.noneOf(Part.class);
        for (Recipe recipe : Recipe.values()) {
            used.addAll(recipe.times().keySet());
        }
        assertThat(used).containsExactlyInAnyOrder(Part.values());
    }

    @Test
    void theMedianIsTheMiddleOfTheRounds() {
        assertThat(Medians.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Medians.of(List.of(1.0, 2.0))).isEqualTo(1.5);
        assertThat(Medians.ofParts(List.of(all(3), all(7), all(4)))).containsEntry(Part.TOKEN, 4.0);
    }

    private static Map<Part, Double> all(double value) {
        Map<Part, Double> us = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            us.put(part, value);
        }
        return us;
    }
}
