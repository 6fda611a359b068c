package io.sealcharge.load.bench;

import io.sealcharge.load.drive.Load;
import io.sealcharge.load.drive.Tally;
import io.sealcharge.load.measure.Figures;
import io.sealcharge.load.measure.Reading;
import io.sealcharge.load.measure.Usage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lets a load run, warms up, measures, and says each second how it goes. */
final class Measuring {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private final Session session;
    private final PrintStream out;

    Measuring(Session session, PrintStream out) {
        this.session = session;
        this.out = out;
    }

    /**
     * Starts the load and stops it again. Ends sooner if there is nothing left to be done.
     *
     * @param tally of the load
     */
    Figures measure(Load load, Tally tally, int warmUpSeconds, int seconds) throws IOException, InterruptedException {
        start(load);
        watch("warm-up", load, tally, warmUpSeconds);
        Reading before = session.meter().read();
        session.driver().ask(() -> {
            tally.reset();
            return true;
        });
        List<Long> perSecond = watch("measured", load, tally, seconds);
        Tally.Counted counted = session.driver().ask(tally::counted);
        Reading after = session.meter().read();
        stop(load);
        return new Figures(counted, Usage.between(before, after), perSecond);
    }

    void start(Load load) throws InterruptedException {
        session.driver().ask(() -> {
            load.start();
            return true;
        });
    }

    void stop(Load load) throws InterruptedException {
        session.driver().askAndWait(() -> load.stop().map(true));
    }

    /**
     * Waits, and prints a line each second.
     *
     * @return flows done in each second
     */
    List<Long> watch(String phase, Load load, Tally tally, int seconds) throws InterruptedException {
        List<Long> perSecond = new ArrayList<>();
        long begin = System.nanoTime();
        for (int second = 1; second <= seconds && !session.driver().ask(load::isOver); second++) {
            long left = begin + second * NS_PER_S - System.nanoTime();
            Thread.sleep(Math.max(left / NS_PER_MS, 0));
            Tally.Second passed = session.driver().ask(tally::second);
            perSecond.add(passed.done());
            out.println(String.format(
                    Locale.ROOT,
                    "%-8s %4d s  %,7d/s  p50 %7.1f ms  p99 %7.1f ms%s",
                    phase,
                    second,
                    passed.done(),
                    passed.p50Ms(),
                    passed.p99Ms(),
                    passed.failed() == 0 ? "" : "  errors " + passed.failed()));
        }
        return perSecond;
    }
}
