package io.sealcharge.load.bench;

import io.sealcharge.load.check.Check;
import io.sealcharge.load.drive.Tally;
import io.sealcharge.load.flow.Orders;
import io.sealcharge.load.measure.Figures;
import io.sealcharge.load.measure.Machine;
import io.sealcharge.load.terminal.FastProvider;
import io.sealcharge.load.wire.WireAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code load-tests/overload}: what becomes of a platform that is asked for twice what it can do. */
@Command(
        name = "load-tests/overload",
        mixinStandardHelpOptions = true,
        description = {
            "Platform and database run on the first processor, the terminals on the second. Measures how many purchases"
                    + " there can be in a second, and then asks for twice as many. At least 90 %% of what can be done must"
                    + " still be done, and whoever is turned away must hear so within 100 ms, and when to come again."
        },
        footer = {
            "%nExit codes: 0 it bears the load; 1 it does not, or it could not be measured; 2 wrong use; 3 something has"
                    + " to be installed; 4 the build failed"
        })
public final class Overload implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final double GOODPUT = 0.9;
    private static final double TOLD_WITHIN_MS = 100;
    private static final int BACK_TO_BACK = 128;
    private static final int MOST_AT_ONCE = 8_192;
    private static final int EXPECTED_PER_S = 4_000;
    /** In which the queues fill. */
    private static final int UP_TO_SPEED_S = 5;

    private static final List<String> FIRST_PROCESSOR = List.of("taskset", "-c", "0");

    private final PrintStream out;

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Measured, each time (20).")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "S", defaultValue = "15", description = "Before the first (15).")
    private int warmUp;

    Overload(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Overload(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        String fault = seconds < 1 || warmUp < 0 ? "--seconds must be 1 or more, --warm-up 0 or more" : options.fault();
        if (fault != null) {
            out.println(fault);
            return WRONG_USE;
        }
        String crypto = FastProvider.install();
        try (TestedPlatform platform = options.platform(Map.of(), FIRST_PROCESSOR)) {
            Report report = new Report(out, Machine.of(platform.fileSystem(), crypto), options.seed());
            try (Session session = options.session(platform)) {
                Figures capacity = capacity(session);
                out.println(String.format(Locale.ROOT, "capacity %,.0f/s; now twice that", capacity.rate()));
                Figures overload = overload(session, 2 * capacity.rate());
                report.lines(capacity.lines());
                report.lines(overload.lines());
                report.json().set("capacity", capacity.json());
                report.json().set("overload", overload.json());
                report.checks(verdict(capacity, overload));
                report.checks(session.checks());
            }
            return report.end(options.json());
        }
    }

    private Figures capacity(Session session) throws IOException, InterruptedException {
        Orders orders = session.mintedOrders();
        orders.makeAhead((warmUp + seconds) * EXPECTED_PER_S);
        Tally tally = new Tally();
        return new Measuring(session, out)
                .measure(
                        session.driver().closed(BACK_TO_BACK, session.unopened(orders), tally), tally, warmUp, seconds);
    }

    private Figures overload(Session session, double perSecond) throws IOException, InterruptedException {
        Orders orders = session.mintedOrders();
        orders.makeAhead((int) ((UP_TO_SPEED_S + seconds + 1) * perSecond));
        Tally tally = new Tally();
        return new Measuring(session, out)
                .measure(
                        session.driver()
                                .open(perSecond, MOST_AT_ONCE, session.random(), session.unopened(orders), tally),
                        tally,
                        UP_TO_SPEED_S,
                        seconds);
    }

    private static List<Check> verdict(Figures capacity, Figures overload) {
        double goodput = overload.rate() / capacity.rate();
        long turnedAway = overload.counted().turnedAwayUs().getTotalCount();
        long untold = overload.counted().errors().entrySet().stream()
                .filter(error -> error.getKey().endsWith(WireAnswer.WITHOUT_RETRY_AFTER))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long other = overload.errors() - turnedAway;
        return List.of(
                new Check(
                        goodput >= GOODPUT,
                        String.format(
                                Locale.ROOT,
                                "at twice the capacity %.1f %% of it were done (at least %.0f %%)",
                                100 * goodput,
                                100 * GOODPUT)),
                new Check(
                        turnedAway > 0 && overload.turnedAwayMs(99) <= TOLD_WITHIN_MS,
                        String.format(
                                Locale.ROOT,
                                "%d were turned away, 99 %% of them within %.1f ms of when they were due (at most %.0f ms)",
                                turnedAway,
                                overload.turnedAwayMs(99),
                                TOLD_WITHIN_MS)),
                new Check(
                        untold == 0 && other == 0,
                        String.format(
                                Locale.ROOT,
                                "%d of them were not told when to come again; %d failed in another way",
                                untold,
                                other)),
                overload.check());
    }
}
