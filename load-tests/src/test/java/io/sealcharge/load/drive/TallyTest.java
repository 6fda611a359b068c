package io.sealcharge.load.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.load.wire.WireAnswer;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void percentilesAreThoseOfWhatWasDone() {
        for (int ms = 1; ms <= 1_000; ms++) {
            tally.done(ms * 1_000_000L);
        }
        tally.failed(WireAnswer.NONE, 5_000_000_000L);
        tally.failed(new IllegalStateException("no PIN"));

        Tally.Counted counted = tally.counted();
        assertThat(counted.doneUs().getTotalCount()).isEqualTo(1_000);
        assertThat(counted.doneUs().getValueAtPercentile(50)).isBetween(500_000L, 500_999L);
        assertThat(counted.doneUs().getValueAtPercentile(99)).isBetween(990_000L, 991_999L);
        assertThat(counted.errors()).containsOnlyKeys("no_answer", "bad answer: no PIN");
        assertThat(counted.turnedAwayUs().getTotalCount()).isZero();
    }

    @Test
    void aSecondHoldsWhatCameSinceTheLast() {
        tally.done(1_000_000);
        assertThat(tally.second().done()).isOne();

        tally.failed(WireAnswer.NONE, 1);
        assertThat(tally.second()).isEqualTo(new Tally.Second(0, 1, 0, 0));
        assertThat(tally.doneCount()).isOne();

        tally.reset();
        assertThat(tally.counted().errors()).isEmpty();
        assertThat(tally.doneCount()).isZero();
    }
}
