package io.sealcharge.load.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.terminal.ChannelCredentials;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final int STALL_MS = 300;
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    private final Tally tally = new Tally();
    private final Driver driver = new Driver(NOWHERE, List.of(channel()));
    private int begun;

    private static SalesChannel channel() {
        return new SalesChannel(NOWHERE, ChannelCredentials.generate("north"), "token");
    }

    @AfterEach
    void closeDriver() {
        driver.close();
    }

    /** The first one takes its time, all others end at once. */
    private final class Stalling implements Flow {
        @Override
        public void begin(Lane lane, Ending ending) {
            if (begun++ == 0) {
                Vertx.currentContext().owner().setTimer(STALL_MS, over -> ending.done());
            } else {
                ending.done();
            }
        }

        @Override
        public boolean isExhausted() {
            return false;
        }
    }

    @Test
    void whatWasDueDuringAStallIsMeasuredFromWhenItWasDue() throws Exception {
        Load load = driver.open(1_000, 1, new Random(3), new Stalling(), tally);
        start(load);
        TimeUnit.MILLISECONDS.sleep(2 * STALL_MS);
        driver.askAndWait(() -> load.stop().map(true));

        Tally.Counted counted = driver.ask(tally::counted);
        // About 300 were due during the stall, and waited for 150 ms in the mean.
        assertThat(counted.doneUs().getTotalCount()).isGreaterThan(STALL_MS);
        assertThat(counted.doneUs().getCountBetweenValues(100_000, 1_000_000)).isBetween(150L, 500L);
        assertThat(counted.errors()).isEmpty();
    }

    @Test
    void whatHadNoLaneWhenItEndsIsSaid() throws Exception {
        Load load = driver.open(1_000, 1, new Random(3), new Stalling(), tally);
        start(load);
        TimeUnit.MILLISECONDS.sleep(STALL_MS / 3);
        driver.askAndWait(() -> load.stop().map(true));

        Tally.Counted counted = driver.ask(tally::counted);
        assertThat(counted.doneUs().getTotalCount()).isOne();
        assertThat(counted.notBegun()).isBetween(20L, 1_000L);
        assertThat(driver.ask(load::isOver)).isTrue();
    }

    private void start(Load load) throws InterruptedException {
        driver.ask(() -> {
            load.start();
            return true;
        });
    }
}
