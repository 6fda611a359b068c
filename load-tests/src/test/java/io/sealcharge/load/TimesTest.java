package io.sealcharge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimesTest {
    private static final String REFUSED = "422 [content-type] {\"code\":\"recharge_refused\"}";

    @Test
    void aQuantileLiesBetweenItsNeighbours() {
        long[] sorted = {10, 20, 30, 40};

        assertThat(Times.quantile(sorted, 0)).isEqualTo(10);
        assertThat(Times.quantile(sorted, 0.5)).isEqualTo(25);
        assertThat(Times.quantile(sorted, 0.25)).isEqualTo(17.5);
        assertThat(Times.quantile(sorted, 1)).isEqualTo(40);
        assertThat(Times.quantile(new long[] {7}, 0.5)).isEqualTo(7);
    }

    @Test
    void mediansWithinFivePercentAreOneTimeWhateverTheOutliers() {
        Times times = times(1_000_000, 1_040_000);
        times.add(Refused.UNKNOWN_PIN, new Stopwatch.Timed(900_000_000, REFUSED));

        assertThat(times.isOneTime()).isTrue();
        assertThat(times.isOneAnswer()).isTrue();
        assertThat(String.join("\n", times.table()))
                .contains("unknown PIN", "blocked", "all")
                .doesNotContain("!");
    }

    @Test
    void oneKindThatIsSlowerShows() {
        Times times = times(1_000_000, 1_120_000);

        assertThat(times.isOneTime()).isFalse();
        assertThat(times.deviation(Refused.BLOCKED)).isCloseTo(0.0566, within(0.001));
        assertThat(times.table()).filteredOn(line -> line.endsWith("!")).hasSize(2);
    }

    @Test
    void anotherAnswerShows() {
        Times times = times(1_000_000, 1_000_000);
        times.add(Refused.BLOCKED, new Stopwatch.Timed(1_000_000, REFUSED.replace("422", "409")));

        assertThat(times.isOneAnswer()).isFalse();
        assertThat(times.answers()).hasSize(2);
    }

    @Test
    void aCheckDigitIsThatOfLuhn() {
        assertThat(Vouchers.checked("7992739871")).isEqualTo("79927398713");
    }

    private static Times times(long unknownNs, long blockedNs) {
        Times times = new Times();
        for (int i = 0; i < 51; i++) {
            times.add(Refused.UNKNOWN_PIN, new Stopwatch.Timed(unknownNs + i, REFUSED));
            times.add(Refused.BLOCKED, new Stopwatch.Timed(blockedNs + i, REFUSED));
        }
        return times;
    }
}
