package io.sealcharge.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TenthsTest {
    private final Tenths tenths = new Tenths(1_000);

    @Test
    void aRunWhoseRateStaysIsSteadyWhateverOneSampleShows() {
        for (int i = 0; i < 100; i++) {
            tenths.add(10, i == 3 || i == 97 ? 5 : 0.1);
        }
        assertThat(tenths.medians()).hasSize(10).containsOnly(100);
        assertThat(tenths.isSteady()).isTrue();
    }

    @Test
    void oneThatGetsSlowerIsNot() {
        for (int i = 0; i < 100; i++) {
            tenths.add(10, 0.1 + i * 0.001);
        }
        assertThat(tenths.drift()).isCloseTo(-0.46, within(0.02));
        assertThat(tenths.isSteady()).isFalse();
    }

    @Test
    void oneThatGetsFasterIsNotEither() {
        for (int i = 0; i < 100; i++) {
            tenths.add(10, 0.2 - i * 0.001);
        }
        assertThat(tenths.isSteady()).isFalse();
    }

    @Test
    void oneThatWasOverTooSoonTellsNothing() {
        tenths.add(900, 1);
        tenths.add(100, 1);
        assertThat(tenths.isSteady()).isFalse();
    }
}
