package io.sealcharge.load.card;

import io.sealcharge.card.protocol.KeyScheme;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures EXECUTE on the software card and on the applet in the simulator, side by side. */
@Command(
        name = "load-tests/card-execute",
        mixinStandardHelpOptions = true,
        description = {
            "Measures EXECUTE, a recharge, on cards without plastic: the software card and the applet in the simulator,"
                    + " each in memory and in its file, under both key schemes, in turns, on one thread. Beside them the"
                    + " signatures alone that no card can do without, and jCardSim's own, which the simulator does without."
                    + " Passes if the software card is twenty times as fast"
                    + " as the simulator under the certified scheme, each in its file, as they are used."
        },
        footer = {"%nExit codes: 0 it is; 1 it is not; 2 wrong use; 4 the build failed"})
public final class CardExecute implements Callable<Integer> {
    private static final double WANTED = 20;
    private static final int TOO_SLOW = 1;
    private static final int WRONG_USE = 2;
    private static final int WARM_UP_TURNS = 3;

    private final PrintStream out;

    @Option(names = "--turns", paramLabel = "N", defaultValue = "10", description = "Of each card (10).")
    private int turns;

    @Option(names = "--calls", paramLabel = "N", defaultValue = "500", description = "In each turn (500).")
    private int calls;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Where the cards' files go for the time being (the system's temporary folder).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    private CardExecute(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new CardExecute(System.out)).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        if (turns < 1 || calls < 1 || (long) (turns + WARM_UP_TURNS) * calls > MeasuredCard.MOST_CALLS) {
            out.println("--turns and --calls must be 1 or more, and their product with the warm-up at most "
                    + MeasuredCard.MOST_CALLS);
            return WRONG_USE;
        }
        Path files = Files.createTempDirectory(folder, "sealcharge-cards-");
        try (Bench bench = new Bench(files)) {
            Machine.lines(folder).forEach(out::println);
            bench.run(WARM_UP_TURNS, turns, calls);
            Report report = new Report(bench.samples());
            report.lines().forEach(out::println);
            return report.timesAsFast(KeyScheme.CERTIFIED, Cards.SOFTWARE_FILE, Cards.SIMULATOR_FILE) >= WANTED
                    ? 0
                    : TOO_SLOW;
        } finally {
            delete(files);
        }
    }

    private static void delete(Path files) throws IOException {
        List<Path> all = new ArrayList<>();
        try (var found = Files.list(files)) {
            found.forEach(all::add);
        }
        for (Path each : all) {
            Files.delete(each);
        }
        Files.delete(files);
    }
}
