package io.sealcharge.load.bench;

import io.sealcharge.load.check.Check;
import io.sealcharge.load.drive.Load;
import io.sealcharge.load.drive.Tally;
import io.sealcharge.load.measure.Machine;
import io.sealcharge.load.terminal.FastProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code load-tests/stock-run}: whether sales from stock go on as fast as they began. */
@Command(
        name = "load-tests/stock-run",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a million vouchers in stock and sells them all in one run. The median rate of the last tenth must lie"
                    + " within 10 %% of that of the first. Then compares all that was acknowledged with what is recorded,"
                    + " and audits the money."
        },
        footer = {
            "%nExit codes: 0 steady, and the platform is sound; 1 it is not, or it could not be measured; 2 wrong use;"
                    + " 3 something has to be installed; 4 the build failed"
        })
public final class StockRun implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final int LEAST = 10_000;
    private static final int MOST = 1_000_000;
    private static final int WARM_UP_S = 15;
    private static final int WARM_UP_VOUCHERS_PER_S = 10_000;
    private static final long SAMPLE_MS = 200;
    private static final int SAMPLES_PER_LINE = 25;
    private static final double NS_PER_S = 1e9;

    private final PrintStream out;

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Option(
            names = "--vouchers",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "To be sold, 10000 to 1000000 (1000000).")
    private int vouchers;

    @Option(names = "--concurrency", paramLabel = "N", defaultValue = "128", description = "Terminals (128).")
    private int concurrency;

    StockRun(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new StockRun(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        String fault = vouchers < LEAST || vouchers > MOST || concurrency < 1
                ? "--vouchers must be 10000 to 1000000, --concurrency 1 or more"
                : target.fault(options);
        if (fault != null) {
            out.println(fault);
            return WRONG_USE;
        }
        String crypto = FastProvider.install();
        try (TestedPlatform platform = target.platform(options, Map.of())) {
            Report report = new Report(out, Machine.of(platform.fileSystem(), crypto), options.seed());
            try (Session session = options.session(platform)) {
                Tenths tenths = sell(session);
                report.lines(lines(tenths));
                Arrays.stream(tenths.medians()).forEach(report.json().putArray("perSecondInTenths")::add);
                report.json().put("vouchers", vouchers).put("drift", tenths.drift());
                report.checks(List.of(new Check(
                        tenths.isSteady(),
                        String.format(
                                Locale.ROOT,
                                "the median rate of the last tenth differs from the first's by %+.1f %% (at most %.0f %%)",
                                100 * tenths.drift(),
                                100 * Tenths.TOLERANCE))));
                report.checks(session.checks());
            }
            return report.end(options.json());
        }
    }

    private Tenths sell(Session session) throws IOException, InterruptedException {
        Measuring measuring = new Measuring(session, out);
        Supplies supplies = new Supplies(session, measuring, out);
        supplies.stock(WARM_UP_S * WARM_UP_VOUCHERS_PER_S);
        supplies.stock(vouchers);
        Tally tally = new Tally();
        Load load = session.driver().closed(concurrency, session.stockPurchases(Integer.MAX_VALUE), tally);
        measuring.start(load);
        measuring.watch("warm-up", load, tally, WARM_UP_S);
        Tenths tenths = watch(session, tally);
        measuring.stop(load);
        return tenths;
    }

    private Tenths watch(Session session, Tally tally) throws IOException, InterruptedException {
        Tenths tenths = new Tenths(vouchers);
        long begin = session.driver().ask(tally::doneCount);
        long before = begin;
        long since = System.nanoTime();
        for (int sample = 1; before - begin < vouchers; sample++) {
            Thread.sleep(SAMPLE_MS);
            long now = System.nanoTime();
            long done = session.driver().ask(tally::doneCount);
            tenths.add(done - before, (now - since) / NS_PER_S);
            before = done;
            since = now;
            if (sample % SAMPLES_PER_LINE == 0) {
                String errors = session.driver().ask(tally::counted).errors().toString();
                Tally.Second passed = session.driver().ask(tally::second);
                if (passed.done() == 0) {
                    throw new IOException("nothing is sold any more: " + errors);
                }
                out.println(String.format(
                        Locale.ROOT,
                        "sold %,9d  %,6d/s  p50 %.1f ms  p99 %.1f ms  errors %s",
                        done - begin,
                        passed.done() * 1_000 / (SAMPLES_PER_LINE * SAMPLE_MS),
                        passed.p50Ms(),
                        passed.p99Ms(),
                        errors));
            }
        }
        return tenths;
    }

    private static List<String> lines(Tenths tenths) {
        List<String> lines = new ArrayList<>();
        double[] medians = tenths.medians();
        for (int tenth = 0; tenth < medians.length; tenth++) {
            lines.add(String.format(Locale.ROOT, "tenth %2d  %,.0f/s", tenth + 1, medians[tenth]));
        }
        return lines;
    }
}
