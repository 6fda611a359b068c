package io.sealcharge.cli.terminal;

import io.sealcharge.cli.UsageException;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.SymmetricEncryption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** To a key pair, or with the key that terminal and platform share. */
final class KeyChoice {
    @Option(
            names = "--alg",
            converter = Names.class,
            paramLabel = "ALG",
            description = {
                "To a key pair ECDH-ES (default), ECDH-ES+A256KW or, for vouchers only, RSA-OAEP-256;",
                "with --terminal-key A256KW (default) or dir."
            })
    private @Nullable KeyManagement algorithm;

    @Option(
            names = "--terminal-key",
            description = "Use the key that this terminal shares with the platform; see terminal register.")
    private boolean shared;

    KeyManagement encryption() {
        KeyManagement chosen = algorithm;
        if (chosen == null) {
            return shared ? SymmetricEncryption.A256KW : KeyEncryption.ECDH_ES;
        }
        if (shared != chosen instanceof SymmetricEncryption) {
            throw new UsageException(
                    shared
                            ? "--alg must be A256KW or dir with --terminal-key"
                            : "--alg " + chosen.jwaName() + " needs --terminal-key");
        }
        return chosen;
    }

    /** Any algorithm by its JOSE name (RFC 7518, 4.1). */
    static final class Names implements ITypeConverter<KeyManagement> {
        @Override
        public KeyManagement convert(String name) {
            Optional<? extends KeyManagement> found =
                    all().filter(candidate -> candidate.jwaName().equals(name)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            throw new TypeConversionException(
                    "must be one of " + all().map(KeyManagement::jwaName).collect(Collectors.joining(", ")));
        }

        private static Stream<KeyManagement> all() {
            return Stream.concat(Arrays.stream(KeyEncryption.values()), Arrays.stream(SymmetricEncryption.values()));
        }
    }
}
