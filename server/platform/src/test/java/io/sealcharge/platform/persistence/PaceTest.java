package io.sealcharge.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int ENOUGH = 32;

    private long now = Long.MAX_VALUE - 5;
    private final Pace pace = new Pace(20, ENOUGH, () -> now);

    private void pass(long ms) {
        now += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void theFirstBatchAndThoseAfterSingleActsBeginAtOnce() {
        assertThat(pace.waitMs(1)).isZero();

        pace.begins(3);

        assertThat(pace.waitMs(1)).isZero();
    }

    @Test
    void afterACrowdTheNextBatchWaitsForTheRestOfTheInterval() {
        pace.begins(4);

        assertThat(pace.waitMs(1)).isEqualTo(20);
        pass(15);
        assertThat(pace.waitMs(1)).isEqualTo(5);
        pass(5);
        assertThat(pace.waitMs(1)).isZero();
    }

    @Test
    void enoughActsWaitForNobody() {
        pace.begins(4);

        assertThat(pace.waitMs(ENOUGH - 1)).isPositive();
        assertThat(pace.waitMs(ENOUGH)).isZero();
    }

    @Test
    void whereTheCrowdHasGoneNobodyWaits() {
        pace.begins(40);
        pass(20);
        pace.begins(1);

        assertThat(pace.waitMs(1)).isZero();
    }

    @Test
    void anIntervalOfNothingIsNone() {
        Pace none = new Pace(0, ENOUGH, () -> now);

        none.begins(100);

        assertThat(none.waitMs(1)).isZero();
    }
}
