package io.sealcharge.load.capacity;

import io.sealcharge.load.bench.BenchRun;
import io.sealcharge.load.bench.LoadOptions;
import io.sealcharge.load.bench.Report;
import io.sealcharge.load.bench.Session;
import io.sealcharge.load.bench.TestedPlatform;
import io.sealcharge.load.check.Check;
import io.sealcharge.load.measure.Figures;
import io.sealcharge.load.measure.Machine;
import io.sealcharge.load.terminal.FastProvider;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code load-tests/capacity}: what flows could cost at best, what they cost, and what they would cost done simply. */
@Command(
        name = "load-tests/capacity",
        mixinStandardHelpOptions = true,
        description = {
            "In one run on one machine: what each call costs that production makes for a purchase and for a recharge, and"
                    + " how many flows in a second that allows at most; how many there are; and how many there are with the"
                    + " JDK's cryptography, each request in a statement of its own, keys made when they are asked for and"
                    + " each token verified. Three rounds, one after the other of all that; medians."
        },
        footer = {
            "%nExit codes: 0 measured, and the platforms are sound; 1 a check failed, or it could not be measured; 2 wrong"
                    + " use; 3 something has to be installed; 4 the build failed"
        })
public final class Capacity implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final int ROUNDS = 3;
    /** On two processors the compiler is not done sooner, and each round begins with a new platform. */
    private static final int WARM_UP_S = 60;

    private static final int QUICK_WARM_UP_S = 15;
    private static final int BACK_TO_BACK = 128;

    private final PrintStream out;

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Option(names = "--quick", description = "One round and shorter times: less than five minutes.")
    private boolean quick;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "In which each flow is measured in each round (20; with --quick 10).")
    private @Nullable Integer seconds;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "" + BACK_TO_BACK,
            description = "Terminals that go on back to back (" + BACK_TO_BACK + ").")
    private int concurrency;

    private Capacity(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Capacity(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        String fault = concurrency < 1 || measuredSeconds() < 3
                ? "--seconds must be 3 or more, --concurrency 1 or more"
                : options.fault();
        if (fault != null) {
            out.println(fault);
            return WRONG_USE;
        }
        Report report = new Report(out, Machine.of(LoadOptions.fileSystem(), FastProvider.install()), options.seed());
        List<Round> rounds = new ArrayList<>();
        for (int round = 1; round <= (quick ? 1 : ROUNDS); round++) {
            rounds.add(round(round));
            report.checks(rounds.getLast().checks());
        }
        for (Recipe recipe : Recipe.values()) {
            Summary summary = new Summary(recipe, rounds, Machine.processorCount());
            report.lines(summary.lines());
            summary.fill(report.json().putObject(summary.name()));
        }
        report.json().put("rounds", rounds.size()).put("concurrency", concurrency);
        return report.end(options.json());
    }

    private int measuredSeconds() {
        return seconds != null ? seconds : quick ? 10 : 20;
    }

    private Round round(int number) throws Exception {
        List<Check> checks = new ArrayList<>();
        Map<Recipe, Figures> fast;
        Map<Part, Double> parts;
        out.println(String.format(Locale.ROOT, "%nround %d: the platform as it is", number));
        try (TestedPlatform platform = options.platform(Map.of(), List.of());
                Session session = options.session(platform)) {
            fast = flows(session, checks);
            out.println("round " + number + ": its calls one by one");
            parts = new Parts(session, platform, measuredSeconds() / 3).measure();
            checks.addAll(session.checks());
        }
        out.println(String.format(Locale.ROOT, "%nround %d: the straightforward implementation", number));
        try (TestedPlatform platform = options.platform(LoadOptions.PLAIN, List.of());
                Session session = options.session(platform)) {
            Map<Recipe, Figures> plain = flows(session, checks);
            checks.addAll(session.checks());
            return new Round(parts, fast, plain, checks);
        }
    }

    private Map<Recipe, Figures> flows(Session session, List<Check> checks) throws Exception {
        int warmUp = quick ? QUICK_WARM_UP_S : WARM_UP_S;
        BenchRun run = new BenchRun(session, new BenchRun.Shape(warmUp, measuredSeconds(), concurrency, 0, 0), out);
        Map<Recipe, Figures> figures = new EnumMap<>(Recipe.class);
        figures.put(Recipe.PURCHASE, run.purchase());
        figures.put(Recipe.RECHARGE, run.recharge());
        figures.values().forEach(each -> checks.add(each.check()));
        return figures;
    }
}
