package io.sealcharge.cli.demo;

import io.sealcharge.cli.issuer.CardIssuer;
import io.sealcharge.cli.issuer.IssuerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cards' part of the demo, for itself or within the whole one. Its cards and their register are temporary. */
public final class CardDemo {
    private CardDemo() {}

    /**
     * Runs all steps and prints a line for each.
     *
     * @return how many there were
     * @throws StepFailedException at the first that fails
     */
    public static int run(IssuerOptions options, PrintStream out, boolean colour) throws IOException {
        Steps steps = new Steps(out, colour);
        run(folder -> options.open(folder.resolve("certificates")), steps);
        return steps.done();
    }

    /** Opens an issuer whose register is in this folder. */
    interface Opening {
        CardIssuer open(Path folder) throws IOException;
    }

    static void run(Opening opening, Steps steps) throws IOException {
        Path folder = Files.createTempDirectory("sealcharge-cards-");
        try (CardIssuer issuer = opening.open(folder);
                CardSteps cards = new CardSteps(issuer, folder, steps)) {
            cards.run();
        } finally {
            TemporaryFolder.delete(folder);
        }
    }
}
