package io.sealcharge.load.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpreadReferencesTest {
    private final SpreadReferences references = new SpreadReferences("run1");

    @Test
    void eachNumberIsReadBackFromItsReference() {
        Set<String> seen = new HashSet<>();
        for (long number = 0; number < 10_000; number++) {
            String reference = references.of(number);
            assertThat(reference).matches("[0-9a-f]{16}-run1");
            assertThat(references.number(reference)).isEqualTo(number);
            seen.add(reference);
        }
        assertThat(seen).hasSize(10_000);
        assertThat(references.number(references.of(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void neighboursLieApart() {
        int ascending = 0;
        for (long number = 0; number < 1_000; number++) {
            ascending += references.of(number).compareTo(references.of(number + 1)) < 0 ? 1 : 0;
        }
        assertThat(ascending).isBetween(400, 600);
    }

    @Test
    void whatIsNoReferenceIsRefused() {
        assertThatThrownBy(() -> references.number("order-1234567890123")).isInstanceOf(NumberFormatException.class);
    }
}
