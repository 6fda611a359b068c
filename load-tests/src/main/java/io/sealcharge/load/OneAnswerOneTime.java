package io.sealcharge.load;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.run.OwnPlatform;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts the built platform on a fresh folder and measures recharges that are refused for what shows only when they are
 * decrypted: all must get one answer in one time.
 */
@Command(
        name = "load-tests/one-answer-one-time",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the platform on a folder of its own and measures recharges that are refused for what shows only when"
                    + " they are decrypted, the kinds interleaved, over HTTP, one after the other. All must get one answer,"
                    + " and the median time of each kind must lie within 5 %% of that of all. Wants a calm machine."
        },
        footer = {
            "%nExit codes: 0 one answer in one time; 1 they can be told apart, or the platform did not start; 2 wrong use;"
                    + " 3 something has to be installed; 4 the build failed"
        })
public final class OneAnswerOneTime implements Callable<Integer> {
    private static final int APART = 1;
    private static final int WRONG_USE = 2;
    /** So that nothing but the time is measured: neither bars nor delays, and windows that hold next to nothing. */
    private static final Map<String, String> LIMITS = Map.of(
            "SEALCHARGE_GUESS_WINDOW_SECONDS", "1",
            "SEALCHARGE_GUESS_TERMINAL_REFUSALS", "10000000",
            "SEALCHARGE_GUESS_NUMBER_REFUSALS", "10000000",
            "SEALCHARGE_GUESS_CHANNEL_REFUSALS", "10000000",
            "SEALCHARGE_GUESS_GLOBAL_REFUSALS", "10000000");

    private final PrintStream out;

    @Option(names = "--trials", paramLabel = "N", defaultValue = "2000", description = "Of each kind (2000).")
    private int trials;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "400",
            description = "Trials of each kind before anything is measured (400).")
    private int warmUp;

    @Option(names = "--seed", paramLabel = "SEED", description = "Repeats the order of the trials.")
    private long seed = new Random().nextLong();

    @Option(
            names = "--way",
            paramLabel = "WAY",
            split = ",",
            defaultValue = "OWN,OWN_WRAPPED,SHARED,SHARED_WRAPPED",
            description = "How recharges are encrypted: ${COMPLETION-CANDIDATES} (all).")
    private Way[] ways = {};

    private OneAnswerOneTime(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new OneAnswerOneTime(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (trials < 1 || warmUp < 0) {
            out.println("--trials must be 1 or more and --warm-up 0 or more");
            return WRONG_USE;
        }
        DataFolder data =
                DataFolder.named().orElseThrow(() -> new IllegalStateException("start it through its script"));
        try (OwnPlatform platform = OwnPlatform.start(data, 0, LIMITS)) {
            return measure(platform.record().url(), data);
        } finally {
            data.delete();
        }
    }

    private int measure(URI url, DataFolder data) throws Exception {
        Random random = new Random(seed);
        Vouchers vouchers = new Vouchers(random);
        boolean passed = true;
        try (Kiosk kiosk = new Kiosk(url, data);
                Stopwatch stopwatch =
                        new Stopwatch(url, ChannelCredentials.load(DataFolder.DEMO_CHANNEL, data.demoChannelKey()))) {
            new Stall(kiosk, data).stock(vouchers);
            Trials all = new Trials(kiosk, stopwatch, vouchers, random);
            all.registerTerminals();
            out.println("seed " + seed);
            for (Way way : ways) {
                all.run(way, warmUp, new Times());
                Times times = new Times();
                all.run(way, trials, times);
                passed &= told(way, times);
            }
        }
        out.println(passed ? "one answer in one time" : "NOT one answer in one time");
        return passed ? 0 : APART;
    }

    private boolean told(Way way, Times times) {
        out.println();
        out.println(way);
        times.table().forEach(out::println);
        if (!times.isOneAnswer()) {
            times.answers().forEach(answer -> out.println("  answered: " + answer));
        }
        return times.isOneAnswer() && times.isOneTime();
    }
}
