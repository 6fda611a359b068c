package io.sealcharge.load.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int MANY = 100_000;
    private static final double NS_PER_S = 1e9;

    @Test
    void soManyAreDueInASecondInTheMeanAndTheirGapsDiffer() {
        Schedule schedule = new Schedule(new Random(1), 2_000, 5_000);
        long before = 5_000;
        int longGaps = 0;
        for (int i = 0; i < MANY; i++) {
            assertThat(schedule.next()).isGreaterThanOrEqualTo(before);
            longGaps += schedule.next() - before > 500_000 ? 1 : 0;
            before = schedule.next();
            schedule.advance();
        }
        assertThat((before - 5_000) / NS_PER_S).isCloseTo(MANY / 2_000.0, within(0.5));
        // of exponential gaps 1/e are longer than the mean
        assertThat(longGaps / (double) MANY).isCloseTo(1 / Math.E, within(0.01));
    }

    @Test
    void theSameSeedGivesTheSameTimes() {
        Schedule one = new Schedule(new Random(7), 100, 0);
        Schedule other = new Schedule(new Random(7), 100, 0);
        one.advance();
        other.advance();
        assertThat(one.next()).isEqualTo(other.next()).isPositive();
    }
}
