package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.Replacement;
import io.sealcharge.terminal.ReplacementOrder;
import io.sealcharge.terminal.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealcharge terminal replace}. */
@Command(
        name = "replace",
        description = {
            "Gets a new voucher for one that cannot be opened any more, once per voucher. The old one is blocked for ever and",
            "no money moves. Key and request are saved before they are sent: after a time-out give the same --reference again."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal replace --purchase order-1 --serial 1000000000000016 --reference replace-1",
            "  ./sealcharge terminal open --replacement replace-1",
            Exit.HELP
        })
final class Replace implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Mixin
    private final KeyChoice choice = new KeyChoice();

    @Option(
            names = "--purchase",
            required = true,
            paramLabel = "REF",
            description = "The purchase that the voucher is of.")
    private String purchase = "";

    @Option(names = "--serial", required = true, paramLabel = "NUMBER", description = "The voucher to replace.")
    private String serialNumber = "";

    @Option(
            names = "--reference",
            paramLabel = "REF",
            description = "The replacement's id, unique for ever (default: new).")
    private @Nullable String reference;

    @Option(names = "--key", paramLabel = "NAME", description = "A key made by keygen, in place of a new one.")
    private @Nullable String keyName;

    Replace(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReplacementOrder order = new ReplacementOrder(
                reference == null ? References.next() : reference,
                purchase,
                serialNumber,
                choice.encryption(),
                keyName);
        if (reference == null) {
            console.note("reference " + order.reference());
        }
        try (Terminal terminal = options.connect()) {
            Answer<Replacement> answer = terminal.replace(order);
            console.answer(
                    Documents.of(answer.value()),
                    "replaced " + answer.value().replacedSerialNumber() + " by serial number "
                            + answer.value().voucher().serialNumber() + (answer.replayed() ? " (before)" : ""));
        }
        return Exit.DONE;
    }
}
