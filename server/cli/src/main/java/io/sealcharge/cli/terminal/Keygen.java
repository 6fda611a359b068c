package io.sealcharge.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.cli.Console;
import io.sealcharge.cli.Exit;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealcharge terminal keygen}. */
@Command(
        name = "keygen",
        description = {
            "Makes a key that several purchases are to share, and prints its public JWK. Not needed for a purchase:",
            "each makes a key of its own unless told otherwise, and a lost key then loses one purchase."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ./sealcharge terminal keygen shop-7",
            "  ./sealcharge terminal keygen shop-8 --alg RSA-OAEP-256",
            Exit.HELP
        })
final class Keygen implements Callable<Integer> {
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final Console console;

    @Mixin
    private final TerminalOptions options = new TerminalOptions();

    @Parameters(paramLabel = "NAME", description = "Its name, used as kid: 1 to 64 of A-Z a-z 0-9 . _ : -")
    private String name = "";

    @Option(
            names = "--alg",
            converter = Algorithm.class,
            paramLabel = "ALG",
            description = "ECDH-ES (default), ECDH-ES+A256KW or RSA-OAEP-256.")
    private KeyEncryption encryption = KeyEncryption.ECDH_ES;

    Keygen(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        try (Terminal terminal = options.offline()) {
            TerminalPublicKey key = terminal.keygen(name, encryption);
            console.answer(new ObjectMapper().readValue(key.toJwkJson(), MEMBERS), key.toJwkJson());
        }
        return Exit.DONE;
    }
}
