package io.sealcharge.cli.terminal;

import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.terminal.Answer;
import io.sealcharge.terminal.References;
import io.sealcharge.terminal.RegisteredTerminal;
import io.sealcharge.terminal.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealcharge terminal rotate}. */
@Command(
        name = "rotate",
        description = {
            "Gets the next generation of the keys that this terminal shares with the platform. The earlier ones stay in the",
            "store, since the vouchers bought with them open with no other."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal rotate",
            "  ./sealcharge terminal rotate --terminal shop-7 --reference rotate-1",
            Exit.HELP
        })
final class Rotate implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Option(
            names = "--reference",
            paramLabel = "REF",
            description = "The rotation's id, unique for ever (default: new).")
    private @Nullable String reference;

    @Option(
            names = "--alg",
            converter = Algorithm.class,
            paramLabel = "ALG",
            description = "How the shared keys come here: ECDH-ES (default), ECDH-ES+A256KW or RSA-OAEP-256.")
    private KeyEncryption encryption = KeyEncryption.ECDH_ES;

    Rotate(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String id = reference == null ? References.next() : reference;
        if (reference == null) {
            console.note("reference " + id);
        }
        try (Terminal terminal = options.connect()) {
            Answer<RegisteredTerminal> answer = terminal.rotate(id, encryption);
            console.answer(
                    Documents.of(answer.value()),
                    "the terminal " + answer.value().terminal() + " shares the keys "
                            + answer.value().kid() + " with the platform");
        }
        return Exit.DONE;
    }
}
