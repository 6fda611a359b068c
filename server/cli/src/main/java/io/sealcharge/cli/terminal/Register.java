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

/** {@code sealcharge terminal register}. */
@Command(
        name = "register",
        description = {
            "Registers this terminal under its name, so that it shares keys with the platform, one for each direction, which",
            "--terminal-key uses. They come encrypted to a key made for it and are kept in the store, in a file of mode 0600.",
            "After a time-out give the same --reference again."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal register",
            "  ./sealcharge terminal register --terminal shop-7 --reference register-1 --alg RSA-OAEP-256",
            Exit.HELP
        })
final class Register implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Option(
            names = "--reference",
            paramLabel = "REF",
            description = "The registration's id, unique for ever (default: new).")
    private @Nullable String reference;

    @Option(
            names = "--alg",
            converter = Algorithm.class,
            paramLabel = "ALG",
            description = "How the shared keys come here: ECDH-ES (default), ECDH-ES+A256KW or RSA-OAEP-256.")
    private KeyEncryption encryption = KeyEncryption.ECDH_ES;

    Register(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String id = reference == null ? References.next() : reference;
        if (reference == null) {
            console.note("reference " + id);
        }
        try (Terminal terminal = options.connect()) {
            Answer<RegisteredTerminal> answer = terminal.register(id, encryption);
            console.answer(
                    Documents.of(answer.value()),
                    "the terminal " + answer.value().terminal() + " shares the keys "
                            + answer.value().kid() + " with the platform");
        }
        return Exit.DONE;
    }
}
