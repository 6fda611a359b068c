package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.Account;
import io.sealcharge.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sealcharge terminal account}. */
@Command(
        name = "account",
        description = {"Shows what the channel has and how far it may go, by currency. Amounts are minor units."},
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ./sealcharge terminal account", Exit.HELP})
final class ShowAccount implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    ShowAccount(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Terminal terminal = options.connect()) {
            Account account = terminal.platform().getAccount();
            Map<String, Object> document = Documents.of(account);
            console.answer(document, Documents.table(document, "accounts"));
        }
        return Exit.DONE;
    }
}
