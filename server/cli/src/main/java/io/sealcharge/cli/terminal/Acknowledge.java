package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sealcharge terminal acknowledge}. */
@Command(
        name = "acknowledge",
        description = {
            "Opens the vouchers of a purchase and, if all open, tells the platform so. Of a purchase by --terminal-key it then",
            "erases its copies of the envelopes at once, and not only after a day. May be repeated."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ./sealcharge terminal acknowledge order-1", Exit.HELP})
final class Acknowledge implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Parameters(paramLabel = "REFERENCE", description = "Of the purchase.")
    private String reference = "";

    Acknowledge(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Terminal terminal = options.connect()) {
            Purchase receipt = terminal.acknowledge(reference);
            console.answer(Documents.of(receipt), "acknowledged " + reference);
        }
        return Exit.DONE;
    }
}
