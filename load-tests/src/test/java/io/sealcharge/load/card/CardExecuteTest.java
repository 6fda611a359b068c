package io.sealcharge.load.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.card.protocol.KeyScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardExecuteTest {
    @Test
    void everyCardIsMeasuredUnderBothSchemesAndNothingIsLeftOpen(@TempDir Path folder) throws Exception {
        List<String> lines;
        try (Bench bench = new Bench(folder)) {
            bench.run(0, 2, 3);
            lines = new Report(bench.samples()).lines();
            assertThat(bench.samples())
                    .hasSize(10)
                    .allSatisfy(each -> assertThat(each.medianUs()).isPositive());
        }
        for (KeyScheme scheme : KeyScheme.values()) {
            String name = scheme.name().toLowerCase(Locale.ROOT);
            for (String card : List.of(Cards.SOFTWARE, Cards.SOFTWARE_FILE, Cards.SIMULATOR, Cards.SIMULATOR_FILE)) {
                assertThat(lines).anyMatch(line -> line.startsWith(name) && line.contains(" " + card + " "));
            }
            assertThat(lines).anyMatch(line -> line.startsWith(name) && line.contains("times as fast as simulator"));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".new"))).isEmpty();
        }
    }

    @Test
    void quantilesAreThoseOfTheTimes() {
        long[] times = {5_000, 1_000, 4_000, 2_000, 3_000};
        assertThat(Samples.quantileUs(times, 0.25)).isEqualTo(2);
        assertThat(Samples.quantileUs(times, 0.5)).isEqualTo(3);
        assertThat(Samples.quantileUs(times, 0.75)).isEqualTo(4);
        assertThat(times).as("left as they were").startsWith(5_000);
    }
}
