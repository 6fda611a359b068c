package io.sealcharge.cli.terminal;

import io.sealcharge.envelope.KeyEncryption;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Key encryption by its JOSE name (RFC 7518, 4.1). */
final class Algorithm implements ITypeConverter<KeyEncryption> {
    @Override
    public KeyEncryption convert(String name) {
        return KeyEncryption.of(name)
                .orElseThrow(() -> new TypeConversionException("must be one of "
                        + Arrays.stream(KeyEncryption.values())
                                .map(KeyEncryption::jwaName)
                                .collect(Collectors.joining(", "))));
    }
}
