package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.cli.UsageException;
import io.sealcharge.terminal.Account;
import io.sealcharge.terminal.PlatformClient;
import io.sealcharge.terminal.Statement;
import io.sealcharge.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealcharge terminal statement}. */
@Command(
        name = "statement",
        description = {
            "Lists what came in and went out on the channel's account, with the balance after each posting. Amounts are",
            "minor units."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal statement",
            "  ./sealcharge terminal statement --currency CNY --from 2026-11-01 --to 2026-11-30 --json",
            Exit.HELP
        })
final class ShowStatement implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "Of which account (default: that of the channel, if it has one only).")
    private @Nullable String currency;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day, YYYY-MM-DD in UTC.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day, YYYY-MM-DD in UTC.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", description = "Postings at most, 1 to 500 (default: 100).")
    private @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the page before said that more is.")
    private @Nullable String cursor;

    ShowStatement(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Terminal terminal = options.connect()) {
            PlatformClient platform = terminal.platform();
            String account = currency == null ? onlyCurrency(platform.getAccount()) : currency;
            Statement page = platform.getStatement(new Statement.Query(account, from, to, cursor, limit));
            Map<String, Object> document = Documents.of(page);
            console.answer(
                    document,
                    Documents.table(
                            document, "items", "id", "postedAt", "kind", "amountMinor", "balanceMinor", "reference"));
            if (!console.isJson() && page.nextCursor() != null) {
                console.note("more: --cursor " + page.nextCursor());
            }
        }
        return Exit.DONE;
    }

    private static String onlyCurrency(Account account) {
        List<String> currencies =
                account.accounts().stream().map(Account.Balance::currency).toList();
        if (currencies.size() != 1) {
            throw new UsageException(
                    currencies.isEmpty()
                            ? "the channel never had credit"
                            : "--currency is needed, one of " + String.join(", ", currencies));
        }
        return currencies.getFirst();
    }
}
