package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge terminal revoke}. */
@Command(
        name = "revoke",
        description = {
            "Has the platform take no shared key of this terminal any more. Vouchers that were bought with one still open.",
            "The terminal can be registered again, and then has another id and other keys."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal revoke",
            "  ./sealcharge terminal revoke --terminal shop-7",
            Exit.HELP
        })
final class Revoke implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    Revoke(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Terminal terminal = options.connect()) {
            String id = terminal.revoke();
            console.answer(Map.of("id", id, "revoked", true), "revoked the terminal " + id);
        }
        return Exit.DONE;
    }
}
