package io.sealcharge.cli.card;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.demo.CardDemo;
import io.sealcharge.cli.demo.StepFailedException;
import io.sealcharge.cli.issuer.IssuerOptions;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge card demo}. */
@Command(
        name = "demo",
        description = {
            "Makes two virtual cards, one under each scheme, moves value on, off and between them, tears them, and tries to",
            "cheat them. Instructions are signed in the server's token, and every result is checked through the card's",
            "certificate. The cards are thrown away afterwards; no platform need run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge card demo",
            "  ./sealcharge card demo --json",
            "%nExit codes: 0 every step ended in ok, 1 a step failed (the last line says which), 2 wrong use"
        })
final class DemoCards implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final IssuerOptions options = new IssuerOptions();

    DemoCards(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try {
            int steps = CardDemo.run(options, console.lines(), Console.isColourful());
            console.answer(Map.of("steps", steps), "demo: " + steps + " steps ok");
            return Exit.DONE;
        } catch (StepFailedException failed) {
            console.failure("demo: failed at " + failed.getMessage(), failed);
            return Exit.FAILED;
        }
    }
}
