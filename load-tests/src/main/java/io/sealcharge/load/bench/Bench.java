package io.sealcharge.load.bench;

import io.sealcharge.load.measure.Figures;
import io.sealcharge.load.measure.Machine;
import io.sealcharge.load.terminal.FastProvider;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code load-tests/bench}: how many flows in a second, how fast, and at what cost. */
@Command(
        name = "load-tests/bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a flow over HTTP, with the cryptography of real terminals, against a platform with durable"
                    + " settings, authentication, idempotency, audit and metrics on. Then compares all that was acknowledged"
                    + " with what is recorded, and audits the money."
        },
        footer = {
            "%nExamples:",
            "  load-tests/bench purchase",
            "  load-tests/bench recharge --rate 1000 --seconds 60 --json recharge.json",
            "  load-tests/bench mixed --data .data",
            "%nExit codes: 0 measured, and the platform is sound; 1 a check failed, or it could not be measured;"
                    + " 2 wrong use; 3 something has to be installed; 4 the build failed"
        })
public final class Bench implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final int BACK_TO_BACK = 128;
    private static final int MOST_AT_ONCE = 4096;
    private static final int STOCK_PER_SECOND = 6_000;
    private static final int MOST_STOCK = 1_000_000;

    private final PrintStream out;

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Parameters(paramLabel = "FLOW", description = "${COMPLETION-CANDIDATES}.")
    private FlowKind flow = FlowKind.PURCHASE;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "Measured (30).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "15",
            description = "Before anything is measured (15); less gives less.")
    private int warmUp;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Terminals that go on back to back (" + BACK_TO_BACK
                    + "); with --rate, those that are at it at once, at most (" + MOST_AT_ONCE + ").")
    private @Nullable Integer concurrency;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Flows that begin in a second, whether others have ended or not (open mode): times count from"
                    + " when they were due. Without it terminals go on back to back (closed mode).")
    private double rate;

    @Option(
            names = "--stock",
            paramLabel = "N",
            description = "purchase-stock: vouchers to be made before; the run ends with them (6000 a second, up to"
                    + " 1000000).")
    private @Nullable Integer stock;

    @Option(
            names = "--plain",
            description = "Starts the platform as the straightforward implementation: the JDK's cryptography, each"
                    + " request in a statement of its own, keys made when they are asked for, each token verified.")
    private boolean plain;

    Bench(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Bench(System.out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(FlowKind.class, Bench::flowKind)
                .execute(arguments));
    }

    private static FlowKind flowKind(String text) {
        for (FlowKind kind : FlowKind.values()) {
            if (kind.toString().equals(text)) {
                return kind;
            }
        }
        throw new CommandLine.TypeConversionException("is none of " + List.of(FlowKind.values()));
    }

    @Override
    public Integer call() throws Exception {
        String fault = fault();
        if (fault != null) {
            out.println(fault);
            return WRONG_USE;
        }
        String crypto = FastProvider.install();
        try (TestedPlatform platform = target.platform(options, plain ? LoadOptions.PLAIN : Map.of())) {
            Report report = new Report(out, Machine.of(platform.fileSystem(), crypto), options.seed());
            try (Session session = options.session(platform)) {
                Figures figures = new BenchRun(session, shape(), out).measure(flow);
                report.lines(figures.lines());
                report.json().setAll(figures.json());
                report.json().put("flow", flow.toString()).put("plain", plain).put("rate", rate);
                report.checks(session.checks());
                report.checks(List.of(figures.check()));
            }
            return report.end(options.json());
        }
    }

    private @Nullable String fault() {
        if (seconds < 1 || warmUp < 0 || rate < 0 || (concurrency != null && concurrency < 1)) {
            return "--seconds and --concurrency must be 1 or more, --warm-up and --rate 0 or more";
        }
        if (stock != null && (stock < 1 || stock > MOST_STOCK)) {
            return "--stock must be 1 to " + MOST_STOCK;
        }
        if (plain && target.runsAlready()) {
            return "--plain goes without --data";
        }
        return target.fault(options);
    }

    private BenchRun.Shape shape() {
        int atOnce = concurrency != null ? concurrency : rate > 0 ? MOST_AT_ONCE : BACK_TO_BACK;
        int made = stock != null ? stock : Math.min((seconds + warmUp) * STOCK_PER_SECOND, MOST_STOCK);
        return new BenchRun.Shape(warmUp, seconds, atOnce, rate, made);
    }
}
